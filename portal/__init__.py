"""What everyone sees, and the floor the other wings stand on."""

from portal.celery import app as celery_app

__all__ = ["celery_app"]
