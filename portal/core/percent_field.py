"""A share in a model is hundredths of a percent; in a form people type percent."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.money import tyiyn_from_som

_WHOLE = 10_000


def percent(hundredths: int) -> str:
    """A share as people write it: ``12`` or ``12,5``."""
    return f"{(Decimal(hundredths) / 100).normalize():f}".replace(".", ",")


class PercentField(forms.CharField):
    """Reads ``12,5`` or ``12.5 %`` and gives 1250; shows hundredths as percent."""

    default_error_messages = {
        "not_percent": _("Write a percentage from 0 to %(most)s, for example 12 or 12,5."),
    }

    def __init__(self, *, most: int = _WHOLE, max_length: int = 10, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most
        # A validator of length would measure the number that the text becomes.
        self.widget.attrs.setdefault("maxlength", max_length)
        self.widget.attrs.setdefault("inputmode", "decimal")

    def prepare_value(self, value: Any) -> Any:
        return percent(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> Any:
        text = str(super().to_python(value)).removesuffix("%")
        if not text.strip():
            return None
        try:
            hundredths = tyiyn_from_som(text)
        except ValueError as error:
            raise self._refusal() from error
        if not 0 <= hundredths <= self.most:
            raise self._refusal()
        return hundredths

    def _refusal(self) -> ValidationError:
        return ValidationError(
            self.error_messages["not_percent"],
            code="not_percent",
            params={"most": percent(self.most)},
        )


# The types of a field are arguments for the type checker alone, not when it runs.
class HundredthsField(models.PositiveIntegerField):  # type: ignore[type-arg]
    """A share of a whole in hundredths of a percent, at most ``most``."""

    def __init__(self, *args: Any, most: int = _WHOLE, **kwargs: Any) -> None:
        self.most = most
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "most": self.most}

    def formfield(self, **kwargs: Any) -> Any:
        kwargs.pop("min_value", None)
        kwargs.pop("max_value", None)
        asked = {"form_class": PercentField, "max_length": 10, "most": self.most, **kwargs}
        return models.Field.formfield(self, **asked)
