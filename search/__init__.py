"""Finding it: one entry, two engines, one notion of language."""
