"""Money in a model is tyiyn; in a form people type som."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core import money

#: What an 8-byte integer holds.
_LARGEST = 9 * 10**18


class SomField(forms.CharField):
    """Reads ``4 800,50`` and gives 480050; shows tyiyn as som."""

    default_error_messages = {
        "not_money": _("Write an amount in som, for example 4800 or 4800,50."),
    }

    def __init__(self, *, max_length: int = 30, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # A validator of length would measure the number that the text becomes.
        self.widget.attrs.setdefault("maxlength", max_length)
        self.widget.attrs.setdefault("inputmode", "decimal")

    def prepare_value(self, value: Any) -> Any:
        return money.grouped(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            tyiyn = money.tyiyn_from_som(text)
        except ValueError as error:
            raise ValidationError(self.error_messages["not_money"], code="not_money") from error
        if not 0 <= tyiyn <= _LARGEST:
            raise ValidationError(self.error_messages["not_money"], code="not_money")
        return tyiyn


class TyiynField(models.PositiveBigIntegerField):  # type: ignore[type-arg]
    """An amount in tyiyn, never below zero."""

    def formfield(self, **kwargs: Any) -> Any:
        kwargs.pop("min_value", None)
        kwargs.pop("max_value", None)
        return models.Field.formfield(self, **{"form_class": SomField, "max_length": 30, **kwargs})
