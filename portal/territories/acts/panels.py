"""What the page of a unit shows beside its fields."""

from typing import Any

from wagtail.admin.panels import Panel

from portal.territories import lineage
from portal.territories.acts import selectors
from portal.territories.acts.forms import FORMS
from portal.territories.acts.models import Act
from portal.territories.models import Territory


def told(territory: Territory, user: Any) -> dict[str, Any]:
    """Predecessors, successors and acts of a unit, and the acts that may be entered."""
    return {
        "territory": territory,
        "before": lineage.before(territory),
        "after": lineage.after(territory),
        "acts": selectors.acts_of(territory.pk),
        "goes_on": Territory.objects.going_on().filter(pk=territory.pk).exists(),
        "may_enter": user.has_perm("territories.add_act"),
        "kinds": [(kind, Act.Kind(kind).label) for kind in FORMS if _concerns(kind, territory)],
    }


def _concerns(kind: str, territory: Territory) -> bool:
    """A unit is founded within one that has parts; every other act is about the unit itself."""
    may_have_parts = any(territory.level in above for above in Territory.LEVELS_ABOVE.values())
    return kind != Act.Kind.FOUND or may_have_parts


class LineagePanel(Panel):
    """The tree of predecessors and successors. Lineage is written by acts, never typed here."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "territories/admin/lineage.html"

        def is_shown(self) -> bool:
            """A unit that is not kept yet has no lineage."""
            return bool(self.instance.pk and super().is_shown())

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The tree."""
            return {
                **super().get_context_data(parent_context),
                **told(self.instance, self.request.user),
            }
