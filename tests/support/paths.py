"""Folders that tests read from."""

from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
FIXTURES = TESTS / "fixtures"
GOLDENS = TESTS / "goldens"
SAMPLES = TESTS / "samples"
REPOSITORY = TESTS.parent
SHIPPED = REPOSITORY / "profiles"
#: Public data and texts that are too large to keep here; tests that need them skip where they are not.
SHARED = REPOSITORY.parent / "shared"
