"""Whom the site serves: the fixed lists that registration, the client base and money share."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.registry import Registry


class Category(models.TextChoices):
    """The eight audiences, fixed by the terms of reference and in their order."""

    LSG = "lsg", _("Local self-government bodies")
    UNIVERSITY = "university", _("Universities")
    STATE = "state", _("State executive bodies")
    EXPERT = "expert", _("Experts, consultants and NGOs")
    COMMUNITY = "community", _("Local communities")
    DONOR = "donor", _("Donors and development projects")
    BUSINESS = "business", _("Business")
    CITIZEN = "citizen", _("Citizens")


class Service(models.TextChoices):
    """The two services."""

    PORTAL = "portal", _("Portal")
    MAGAZINE = "magazine", _("Magazine")


class Channel(models.TextChoices):
    """Ways on which a person may agree to be told something."""

    EMAIL = "email", _("E-mail")
    SMS = "sms", _("SMS")
    WHATSAPP = "whatsapp", _("WhatsApp")
    POST = "post", _("Post")
    PHONE = "phone", _("Phone call")


class Role(models.TextChoices):
    """What a person does in a body of local self-government."""

    HEAD = "head", _("Head")
    DEPUTY_HEAD = "deputy_head", _("Deputy head")
    SECRETARY = "secretary", _("Responsible secretary")
    FINANCE = "finance", _("Finance specialist")
    SPECIALIST = "specialist", _("Other specialist")
    KENESH_CHAIR = "kenesh_chair", _("Chair of the kenesh")
    KENESH_DEPUTY = "kenesh_deputy", _("Deputy of the kenesh")
    OTHER = "other", _("Other role")


#: Takes a reader; answers with her ``Category`` where she agreed that it is counted, else "".
known_categories: Registry[Callable[[Any], str]] = Registry("source of categories")


def category_of(reader: Any) -> str:
    """The audience of a reader for statistics; empty where she did not agree or is a guest."""
    if not reader.is_authenticated:
        return ""
    return next((found for _name, ask in known_categories if (found := ask(reader))), "")
