"""The index of one test says nothing to the next."""

import pytest

from search import vocabulary


@pytest.fixture(autouse=True)
def _words_of_this_index() -> None:
    """Two small indexes may look alike to what keeps the words of one in memory."""
    vocabulary._words.cache_clear()
