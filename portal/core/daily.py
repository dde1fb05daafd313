"""Jobs of the day. A job asks by date, so a day on which the worker was down is caught up."""

from collections.abc import Callable
from datetime import date

from portal.core.registry import Registry

#: Each job takes today's date (Asia/Bishkek) and is harmless when run twice.
jobs: Registry[Callable[[date], None]] = Registry("daily job")
