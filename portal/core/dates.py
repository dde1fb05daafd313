"""Dates as people say them in each language. Django's Kyrgyz formats name the bare month."""

from datetime import date, datetime

from django.utils import timezone, translation

_MONTHS = {
    "ky": (
        "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
        "январы февралы марты апрели майы июну июлу августу сентябры октябры ноябры декабры",
    ),
    "ru": (
        "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    ),
    "en": (
        "January February March April May June July August September October November December",
        "January February March April May June July August September October November December",
    ),
}
_WEEKDAYS = {
    "ky": "дүйшөмбү шейшемби шаршемби бейшемби жума ишемби жекшемби",
    "ru": "понедельник вторник среда четверг пятница суббота воскресенье",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}


def spoken_day(value: date) -> str:
    """``2026-жылдын 22-ноябры``, ``22 ноября 2026 года``, ``22 November 2026``."""
    language = _language()
    month = _MONTHS[language][1].split()[value.month - 1]
    if language == "ky":
        return f"{value.year}-жылдын {value.day}-{month}"
    return f"{value.day} {month} {value.year}{' года' if language == 'ru' else ''}"


def spoken_month(value: date) -> str:
    """``2026-жылдын ноябры``, ``ноябрь 2026 года``, ``November 2026``."""
    language = _language()
    bare, bound = (names.split()[value.month - 1] for names in _MONTHS[language])
    if language == "ky":
        return f"{value.year}-жылдын {bound}"
    return f"{bare} {value.year}{' года' if language == 'ru' else ''}"


def weekday(value: date) -> str:
    """The day of the week."""
    return _WEEKDAYS[_language()].split()[value.weekday()]


def spoken_time(value: datetime) -> str:
    """Hours and minutes of an aware moment in Bishkek."""
    return f"{timezone.localtime(value):%H:%M}"


def _language() -> str:
    language = translation.get_language() or "ky"
    return language if language in _MONTHS else "en"
