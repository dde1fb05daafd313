"""A day of the month as it is said: 22 ноября."""

MONTH_DAY_FORMAT = "j E"
