"""The command `seminars`, also as `python -m seminars`."""

import sys


def main() -> int:
    """Run one command and return its exit code."""
    try:
        from seminars.cli import main as command  # noqa: PLC0415 (Ctrl-C may come meanwhile)

        return command()
    except KeyboardInterrupt:
        sys.stderr.write("\nseminars: stopped; nothing was changed\n")
        return 130


if __name__ == "__main__":
    sys.exit(main())
