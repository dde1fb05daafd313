"""Dates as people say them (2026-жылдын 22-ноябры) and the decimal comma."""

DATE_FORMAT = r"Y-\ж\ы\л\д\ы\н j-E"
DATETIME_FORMAT = r"Y-\ж\ы\л\д\ы\н j-E, H:i"
YEAR_MONTH_FORMAT = r"Y-\ж\ы\л\д\ы\н F \а\й\ы"
MONTH_DAY_FORMAT = "j-E"
TIME_FORMAT = "H:i"
SHORT_DATE_FORMAT = "d.m.Y"
SHORT_DATETIME_FORMAT = "d.m.Y H:i"
FIRST_DAY_OF_WEEK = 1
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\xa0"
NUMBER_GROUPING = 3
