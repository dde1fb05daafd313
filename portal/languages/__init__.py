"""Languages at par: how everything stands in each language, who owes what, what readers ask for."""
