"""What open data puts on the page of a practice."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from portal.core import slots
from portal.opendata import embedding


@slots.fill("practice.head")
def discovery(context: dict[str, Any]) -> str:
    """Programs that are given the page find its data and its card."""
    page = context["page"]
    oembed = f"{settings.SITE_URL}{reverse('opendata:oembed')}"
    asked = {"url": page.full_url}
    return render_to_string(
        "opendata/discovery.html",
        {
            "title": page.title,
            "data_url": embedding.data_url(page),
            "oembed_json": f"{oembed}?{urlencode(asked)}",
            "oembed_xml": f"{oembed}?{urlencode({**asked, 'format': 'xml'})}",
        },
    )


@slots.fill("practice.aside", order=80)
def take_the_data(context: dict[str, Any]) -> str:
    """For other sites and for programs."""
    page = context["page"]
    return render_to_string(
        "opendata/aside.html", {"practice": page, "data_url": embedding.data_url(page)}
    )
