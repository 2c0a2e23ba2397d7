"""Run every benchmark, or those named: `python -m benchmarks reading`."""

import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent
ALL = sorted(
    path.stem for path in HERE.glob("*.py") if path.stem not in {"__init__", "__main__", "measure"}
)


def main() -> None:
    """Print the table of each benchmark."""
    for name in sys.argv[1:] or ALL:
        import_module(f"benchmarks.{name}").run()


main()
