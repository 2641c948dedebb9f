"""Fixtures that all tests share."""

import pytest

from coach import Coach


@pytest.fixture(scope="session")
def coach() -> Coach:
    """The coach with the built-in phrasebook."""
    return Coach()
