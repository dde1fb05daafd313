"""Norms of the state that practices and answers stand on, and what happens when one changes."""
