"""English words to their Snowball stem."""

import snowballstemmer

_stemmer = snowballstemmer.stemmer("english")


def stem(word: str) -> str:
    """The Snowball stem of a lower-case word."""
    return str(_stemmer.stemWord(word))
