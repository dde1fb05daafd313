"""Dates without a full stop of their own, as they stand in a sentence: 22 ноября 2026 года."""

DATE_FORMAT = r"j E Y \г\о\д\а"
DATETIME_FORMAT = r"j E Y \г\о\д\а, H:i"
YEAR_MONTH_FORMAT = r"F Y \г\о\д\а"
MONTH_DAY_FORMAT = "j E"
