"""Loads the modules whose effects the worker carries out."""

from membership.bookkeeping import sending

__all__ = ["sending"]
