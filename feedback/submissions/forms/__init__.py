"""The pages of the form, one for each step."""

from feedback.submissions.forms.sheets import SHEETS, Sheet

__all__ = ["SHEETS", "Sheet"]
