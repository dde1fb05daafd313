"""Loads the modules whose effects the worker carries out."""

from membership.bank import booking

__all__ = ["booking"]
