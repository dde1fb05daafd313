"""Loads the modules whose effects the worker carries out."""

from membership.billing import checkouts, notices, papers, refunds

__all__ = ["checkouts", "notices", "papers", "refunds"]
