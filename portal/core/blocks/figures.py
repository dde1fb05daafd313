"""Numbers in a text."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, DecimalBlock, ListBlock, StructBlock


class KeyFigureBlock(StructBlock):
    """One number worth remembering, never shown without its unit and its source."""

    value = DecimalBlock(label=_("Value"), max_digits=16, decimal_places=2)
    unit = CharBlock(label=_("Unit"), max_length=60, help_text=_("Som, households, km of pipe…"))
    source = CharBlock(label=_("Source"), max_length=160, help_text=_("Document and year"))

    class Meta:
        icon = "order"
        label = _("Key figure")
        template = "core/blocks/key_figure.html"
        description = _("One large number with its unit and its source")
        preview_value = {"value": 1240, "unit": "үй", "source": "Айыл өкмөтүнүн отчету, 2024"}


class ChangeBlock(StructBlock):
    """One thing counted before and after."""

    name = CharBlock(label=_("What is counted"), max_length=160)
    before = DecimalBlock(label=_("Before"), max_digits=16, decimal_places=2, min_value=0)
    after = DecimalBlock(label=_("After"), max_digits=16, decimal_places=2, min_value=0)
    unit = CharBlock(label=_("Unit"), max_length=60)

    class Meta:
        icon = "arrow-right"
        label = _("Before and after")


class BeforeAfterBlock(StructBlock):
    """Figures before and after, as two bars with their unit."""

    figures = ListBlock(ChangeBlock(), label=_("Figures"), min_num=1, max_num=6)
    source = CharBlock(
        label=_("Source"), max_length=160, required=False, help_text=_("Document and year")
    )

    class Meta:
        icon = "arrow-right"
        label = _("Before and after")
        template = "core/blocks/before_after.html"
        description = _("What changed, as two bars with their unit")
        preview_value = {
            "figures": [
                {"name": "Суу берилген убакыт, суткасына", "before": 2, "after": 24, "unit": "саат"}
            ],
            "source": "Суу комитетинин журналы, 2025",
        }

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return {**context, "figures": [dict(figure) for figure in value["figures"]]}
