"""`python -m seminars`."""

import sys

from seminars.cli import main

sys.exit(main())
