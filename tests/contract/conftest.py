"""Fixtures of the contract suite; the suite knows the tool only through its command line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from contract_harness import Programme


@pytest.fixture
def programme(tmp_path: Path) -> Programme:
    """Give an empty programme folder, and the means to run `seminars` on it."""
    return Programme.at(tmp_path)
