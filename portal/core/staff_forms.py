"""A form of the admin that stands on a screen of its own."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


class StaffFormView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """For whoever of the staff holds ``permission``."""

    permission = ""
    submit_label: Any = _("Save")
    #: What will happen, said above the form.
    explanation: Any = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for those who may."""
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the frame of the form needs."""
        words = {
            "explanation": self.explanation,
            "submit_button_label": self.submit_label,
            "submit_button_active_label": self.submit_label,
        }
        return super().get_context_data(**{**words, **kwargs})
