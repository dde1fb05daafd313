"""Loads the modules whose effects the worker carries out."""

from membership.billing import checkouts, papers

__all__ = ["checkouts", "papers"]
