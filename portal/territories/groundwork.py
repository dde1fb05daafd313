"""The register, the number of municipalities, and who may change them."""

from datetime import date

from portal.core import roles
from portal.territories import services
from portal.territories.models import Universe


def lay() -> None:
    """Load what is missing and grant rights. A second run changes nothing."""
    services.load_register()
    if not Universe.objects.exists():
        Universe.objects.create(
            as_of=date(2026, 1, 1),
            ayil_aimaks=230,
            cities=34,
            source="Нацстатком КР, 2026 (по описанию github.com/circularsquare/maps)",
            source_ky="КР Улутстаткому, 2026 (github.com/circularsquare/maps сыпаттамасы боюнча)",
        )
    for role in (roles.CLIENT_ADMINISTRATOR, roles.CONTENT_ADMINISTRATOR):
        roles.grant(
            role,
            "territories.view_territory",
            "territories.view_universe",
            "territories.view_act",
        )
    roles.grant(
        roles.CLIENT_ADMINISTRATOR,
        *(
            f"territories.{deed}_{what}"
            for deed in ("add", "change")
            for what in ("territory", "universe")
        ),
        "territories.add_act",
    )
