"""Loads the modules whose effects the worker carries out."""

from membership.billing import checkouts, notices, papers, refunds
from membership.billing.qr import services as qr

__all__ = ["checkouts", "notices", "papers", "qr", "refunds"]
