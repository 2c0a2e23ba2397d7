"""What is measured, against whom, in one run: `make bench` prints every table."""
