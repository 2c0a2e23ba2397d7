"""Programme to frozen report values: no clock, no files, no formatting."""
