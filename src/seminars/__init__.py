"""Plan a programme of national and regional seminars kept as plain YAML text."""

__version__ = "0.1.0"
