"""What to do, or what was done, one step after another."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock, TextBlock


class StepBlock(StructBlock):
    """One step."""

    what = CharBlock(label=_("What is done"), max_length=300)
    when = CharBlock(
        label=_("When"),
        max_length=60,
        required=False,
        help_text=_("As people say it: “March 2025”, “in the second week”."),
    )
    who = CharBlock(label=_("By whom"), max_length=160, required=False)
    text = TextBlock(label=_("In a few words"), required=False, rows=2)

    class Meta:
        icon = "list-ol"
        label = _("Step")


def step_list(**options: Any) -> ListBlock:
    """Steps on a dated line."""
    return ListBlock(
        StepBlock(),
        min_num=1,
        icon="list-ol",
        label=_("Steps"),
        template="core/blocks/steps.html",
        description=_("What to do in which order, by whom and when"),
        preview_value=[
            {"what": "Айыл жыйыны өткөрүлдү", "when": "2024-жылдын марты", "who": "айыл башчысы"},
            {"what": "Кеңеш токтом кабыл алды", "when": "2024-жылдын апрели"},
        ],
        **options,
    )
