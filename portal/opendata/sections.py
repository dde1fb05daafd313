"""What open data puts on the page of a practice."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language

from portal.core import slots
from portal.opendata import embedding


@slots.fill("practice.head")
def discovery(context: dict[str, Any]) -> str:
    """Programs that are given the page find its data and its card."""
    page = context["page"]
    asked = urlencode({"url": page.full_url})
    return render_to_string(
        "opendata/discovery.html",
        {
            "title": page.title,
            "data_url": embedding.data_url(page),
            "oembed_json": f"{_oembed('json')}?{asked}",
            "oembed_xml": f"{_oembed('xml')}?{asked}",
        },
    )


def _oembed(usual: str) -> str:
    return f"{settings.SITE_URL}{reverse('opendata:oembed', args=[usual])}"


@slots.fill("practice.aside", order=80)
def take_the_data(context: dict[str, Any]) -> str:
    """For other sites and for programs."""
    page = context["page"]
    return render_to_string(
        "opendata/aside.html", {"practice": page, "data_url": embedding.data_url(page)}
    )


@slots.fill("topic.follow")
def follow_topic(context: dict[str, Any]) -> str:
    """Feeds and the calendar of a topic. English pages have no news of their own to follow."""
    page = context["page"]
    if page.locale.language_code == "en":
        return ""
    return render_to_string("opendata/follow_topic.html", {"slug": page.topic.slug})


@slots.fill("dev.components")
def sample_card(context: dict[str, Any]) -> str:
    """The card for other sites on the catalogue page of components."""
    sample = _SAMPLES["ru" if get_language() == "ru" else "ky"]
    return render_to_string("opendata/card_sample.html", sample)


_SAMPLES: dict[str, dict[str, Any]] = {
    "ky": {
        "practice": {"title": "Көк-Жарда ар бир үйгө таза суу келди", "full_url": "#card"},
        "row": {"facts": ["Көк-Жар айыл аймагы", "2025", "2 400 000 сом"]},
    },
    "ru": {
        "practice": {"title": "В Кок-Жаре чистая вода пришла в каждый дом", "full_url": "#card"},
        "row": {"facts": ["Кок-Жарский айылный аймак", "2025", "2 400 000 сомов"]},
    },
}
