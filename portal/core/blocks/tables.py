"""A small table in a text."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, DecimalBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.contrib.typed_table_block.blocks import (
    TypedTableBlockValidationError as TableRefused,
)


class TextTableBlock(TypedTableBlock):
    """Columns of words and of numbers. The caption is what a screen reader says first."""

    text = CharBlock(label=_("Column of words"), required=False, max_length=300)
    number = DecimalBlock(
        label=_("Column of numbers"), required=False, max_digits=16, decimal_places=2
    )

    class Meta:
        icon = "table"
        label = _("Table")
        template = "core/blocks/table.html"
        description = _("A small table; the first column names the row")
        preview_value = {
            "caption": "Суунун тарифи, куб метрине",
            "columns": [
                {"type": "text", "heading": "Айыл"},
                {"type": "number", "heading": "2024, сом"},
                {"type": "number", "heading": "2025, сом"},
            ],
            "rows": [
                {"values": ["Көк-Жар", 8, 12]},
                {"values": ["Кум-Дөбө", 6.5, 10]},
            ],
        }

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned.row_data and not cleaned.caption and not self.is_deferred_validation:
            raise TableRefused(non_block_errors=[ValidationError(_("Say what the table shows."))])
        return cleaned
