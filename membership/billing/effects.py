"""Loads the modules whose effects the worker carries out."""

from membership.billing import checkouts, notices, papers, refunds
from membership.billing.cards import charges, pages
from membership.billing.qr import services as qr
from membership.billing.reconciling import services as reconciling

__all__ = ["charges", "checkouts", "notices", "pages", "papers", "qr", "reconciling", "refunds"]
