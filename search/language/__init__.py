"""One notion of language for indexing and asking.

Analysis, the same for every store:

* ``tokens(text)``: words in order with their offsets in ``letters.tidy(text)``;
* ``terms(text, language)``: the index terms of a text, one a word, in order;
* ``folded_terms(text)``: the same for people who leave out ө, ү, ң; ranked below the exact ones;
* ``read(text, language)``: words as written, terms and folded terms at once;
* ``readings(word, language)``: the term and the folded term of one word of a text;
* ``alternatives(word)``: every term one typed word may stand for, read as each language;
* ``beginnings(word)``: how forms of a typed word begin, for boxes of the admin;
* ``is_plain_kyrgyz(word, reader)``, ``is_russian_only(word)``: whose word a typed one is;
* ``VERSION``: stored with the index; an index of another version is to be rebuilt.

Help with a query that finds little, pure functions in ``language.help``:

* ``Vocabulary``: what an index lends: iteration over its words *as written in lower case* (not the
  terms) and ``frequency(word) -> int``, 0 for an unknown one; ``WordList(frequencies)`` is one made
  from a mapping and is worth keeping, because it holds the tables the help needs;
* ``suggestions(text, vocabulary, limit=3) -> tuple[Suggestion, ...]``: whole queries to offer, best
  first, each with ``text`` and ``reason`` (``layout``, ``latin``, ``font``, ``spelling``);
* ``corrections(word, vocabulary, limit=5) -> tuple[str, ...]``: near words, best first.

Synonyms and abbreviations: ``search.synonyms.alternatives_of(words) -> tuple[Swap, ...]`` for the
words of a query in order. A ``Swap`` says that ``words[start:end]`` may also be any of ``phrases``,
each a tuple of words that must all be met. Editors' rows apply at once, nothing is reindexed. The
pure side is ``language.synonyms.Thesaurus``.
"""

from search.language.analysis import (
    VERSION,
    Token,
    alternatives,
    beginnings,
    folded_terms,
    is_plain_kyrgyz,
    is_russian_only,
    read,
    readings,
    terms,
    tokens,
)

__all__ = [
    "VERSION",
    "Token",
    "alternatives",
    "beginnings",
    "folded_terms",
    "is_plain_kyrgyz",
    "is_russian_only",
    "read",
    "readings",
    "terms",
    "tokens",
]
