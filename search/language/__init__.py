"""One notion of language for indexing and asking.

``terms(text, language)`` gives the index terms of a text; ``alternatives(word)`` gives all terms a
typed word may stand for, because people mix languages and leave out ө, ү, ң.
"""

from search.language.analysis import VERSION, Token, alternatives, folded_terms, terms, tokens

__all__ = ["VERSION", "Token", "alternatives", "folded_terms", "terms", "tokens"]
