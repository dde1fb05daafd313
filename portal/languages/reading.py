"""A reader before a page that does not speak her language."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac
from wagtail.models import Page, Site

from portal.core import navigation
from portal.core.reader_address import address_of
from portal.languages import items


def address_of_offer(page: Page, language: str) -> str:
    """Where a reader of ``language`` is offered the other language and may ask for hers."""
    with translation.override(language):
        return reverse("languages:offer", args=[page.pk])


def public_page(page_id: int) -> Any | None:
    """A published page without a privacy setting on it or above it, as its own type."""
    page = Page.objects.live().public().filter(pk=page_id, alias_of=None).first()
    specific = page.specific if page else None
    return specific if getattr(specific, "entry_kind", None) is not None else None


def twin_elsewhere(path: str, language: str) -> Any | None:
    """The page another language has at the address that ``language`` does not have.

    Args:
        path: the address with its language: ``/ru/practices/kum-dobo/``.
    """
    slugs = [slug for slug in path.split("/") if slug][1:]
    if not slugs:
        return None
    roots = [
        site.root_path for site in Site.get_site_root_paths() if site.language_code != language
    ]
    wanted = [f"{root}{'/'.join(slugs)}/" for root in roots]
    found = Page.objects.live().public().filter(slug=slugs[-1], url_path__in=wanted)
    pages = {page.url_path: page for page in found.select_related("locale")}
    return next((pages[url_path] for url_path in wanted if url_path in pages), None)


@dataclass(frozen=True, slots=True)
class Text:
    """An item as another language has it."""

    language: str
    title: str
    summary: str
    url: str


def texts_of(page: Page, request: HttpRequest) -> list[Text]:
    """The item in every language a reader may read it in, in the order of the site's languages."""
    twins = page.get_translations(inclusive=True).live().public().filter(alias_of=None)
    order = items.languages()
    found = [
        Text(
            language=twin.locale.language_code,
            title=twin.title,
            summary=getattr(twin.specific, "summary", ""),
            url=navigation.address(twin, request),
        )
        for twin in twins.select_related("locale")
    ]
    return sorted(found, key=lambda text: order.index(text.language))


def nearest(page: Page, request: HttpRequest, language: str) -> str:
    """The address of the closest page above that ``language`` has."""
    return navigation.nearest(page, request, language)


def digest(request: HttpRequest) -> str:
    """Tells one reader from another: her account, else her address and browser.

    A keyed digest: nobody can find out from it who asked.
    """
    user: Any = request.user
    agent = request.headers.get("user-agent", "")[:300]
    who = f"user {user.pk}" if user.is_authenticated else f"{address_of(request)} {agent}"
    return salted_hmac("portal.languages.wish", who, algorithm="sha256").hexdigest()
