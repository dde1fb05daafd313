"""The first consent texts and what staff may do with accounts."""

from pathlib import Path
from typing import Any

import yaml

from membership.accounts.models import ConsentText
from portal.core import roles

TEXTS = Path(__file__).with_name("data") / "consents.yaml"


def lay() -> None:
    """Make the first consent texts and grant the rights; what staff changed stays."""
    _make_texts(yaml.safe_load(TEXTS.read_text(encoding="utf-8")))
    roles.grant(
        roles.CLIENT_ADMINISTRATOR,
        "accounts.view_user",
        "accounts.view_consenttext",
        "accounts.add_consenttext",
        "accounts.change_consenttext",
    )
    roles.grant(roles.MANAGER, "accounts.view_consenttext")


def _make_texts(data: dict[str, Any]) -> None:
    known = set(ConsentText.objects.values_list("purpose", "service", "channel"))
    informing = ConsentText.Purpose.INFORMING
    ConsentText.objects.bulk_create(
        ConsentText(
            purpose=informing,
            service=service,
            channel=channel,
            version=data["version"],
            in_force_from=data["in_force_from"],
            text_ky=f"{lead['ky']}\n\n{data['tails']['ky']}",
            text_ru=f"{lead['ru']}\n\n{data['tails']['ru']}",
        )
        for service, leads in data["leads"].items()
        for channel, lead in leads.items()
        if (informing, service, channel) not in known
    )
    for purpose in (ConsentText.Purpose.STATISTICS, ConsentText.Purpose.READING):
        if (purpose, "portal", "") not in known:
            ConsentText.objects.create(
                purpose=purpose,
                service="portal",
                version=data["version"],
                in_force_from=data["in_force_from"],
                text_ky=data[purpose.value]["ky"],
                text_ru=data[purpose.value]["ru"],
            )
