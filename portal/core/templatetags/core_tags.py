"""Template tags every wing may use without loading them."""

import json
from datetime import date, datetime
from typing import Any, cast

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from portal.core import money, navigation, skeletons, slots
from portal.core.money import HOME

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: template.Context, name: str) -> SafeString:
    """What other wings put into the place called ``name``."""
    return slots.render(name, cast(dict[str, Any], context.flatten()))


@register.simple_tag(takes_context=True)
def personal(context: template.Context, name: str) -> SafeString:
    """A place that differs from reader to reader on a page that is otherwise the same for all."""
    return skeletons.place(name, context.get("request"), context.get("page"))


@register.filter
def som(tyiyn: int | None, currency: str = HOME) -> str:
    """Tyiyn as "4 800 сом", or hundredths of another currency as "60 USD"."""
    return "" if tyiyn is None else str(money.Money(tyiyn, currency))


@register.filter
def day(value: date | None) -> str:
    """A date as people say it in the language of the page; of a moment, its day in Bishkek."""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return formats.date_format(value, "DATE_FORMAT") if value else ""


@register.simple_tag(takes_context=True)
def action(context: template.Context, label: str, url: str) -> str:
    """In a letter: one thing to do, as a link in HTML and as a line in text."""
    if link_of := context.get("link_of"):
        url = link_of(url)
    if context.get("as_html"):
        return format_html('<a href="{}">{}</a>', url, label)
    return f"{label}: {url}"


_ESCAPED = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


@register.simple_tag
def json_ld(data: dict[str, Any]) -> SafeString:
    """A block of data in the words of schema.org; no browser runs it."""
    written = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False).translate(_ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')


@register.filter
def reading(language: str) -> str:
    """The language whose lists a reader of ``language`` is led to."""
    return navigation.reading_language(language)


_SIZES = ((1024**3, gettext_lazy("GB")), (1024**2, gettext_lazy("MB")), (1024, gettext_lazy("KB")))


@register.filter
def file_size(value: int | None) -> str:
    """Bytes as "47 KB" or "2,4 MB"; empty when the size is not known."""
    if not value:
        return ""
    unit, name = next((size for size in _SIZES if value >= size[0]), _SIZES[-1])
    digits = 0 if unit == 1024 and value >= unit else 1
    number = formats.number_format(round(max(value / unit, 0.1), digits), digits)
    return f"{number}\u00a0{name}"


@register.filter
def month(value: date | None) -> str:
    """A month as people say it in the language of the page."""
    return formats.date_format(value, "YEAR_MONTH_FORMAT") if value else ""
