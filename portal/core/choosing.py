"""Fields whose choices are known only when the form is made, for the eyes of the type checker."""

from typing import Any, cast

from django import forms


def choices_of(form: forms.BaseForm, name: str) -> forms.ChoiceField:
    """The field in which one of a few things is chosen."""
    return cast("forms.ChoiceField", form.fields[name])


def rows_of(form: forms.BaseForm, name: str) -> "forms.ModelChoiceField[Any]":
    """The field in which rows of the database are chosen."""
    return cast("forms.ModelChoiceField[Any]", form.fields[name])
