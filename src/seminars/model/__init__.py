"""What a programme is. Standard library only; no files, no clock, no formatting."""
