"""What a form of the register corrected, for the history of the unit."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from portal.core import changed_fields
from portal.territories.models import Territory

ACTION = "territories.corrected"


def of(form: Any) -> list[tuple[str, str, str]]:
    """Fields of the unit that differ: name, what stood there, what stands there now."""
    own = [name for name in form.changed_data if name in form.fields]
    before = changed_fields.values(Territory.objects.get(pk=form.instance.pk), own)
    after = changed_fields.values(form.instance, own)
    return [(name, before[name], after[name]) for name in own]


class Corrected(LogFormatter):
    """Says field by field what was and what is."""

    label = _("corrected")

    def format_message(self, log_entry: Any) -> str:
        """The changes in the words of the form."""
        told = log_entry.data["corrected"]
        return "; ".join(changed_fields.words(Territory, *one) for one in told)
