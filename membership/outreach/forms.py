"""What staff type about campaigns."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership.accounts import selectors as accounts
from membership.accounts.models import User
from membership.clients.board import selectors as board
from membership.outreach.choices import Way
from membership.outreach.models import Attempt, Campaign
from portal.core import clock
from portal.core.choosing import rows_of

_LONG = {"text_ky": 7, "text_ru": 7, "goal": 3}
_DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


# A ModelForm takes its model as an argument for the type checker alone, not when it runs.
class CampaignForm(forms.ModelForm):  # type: ignore[type-arg]
    """All that is said of a campaign before it is closed."""

    class Meta:
        model = Campaign
        fields = [
            "name", "goal", "way", "service", "owner", "starts_on", "ends_on", "cost_tyiyn",
            "text_ky", "text_ru",
        ]  # fmt: skip
        widgets = {"starts_on": _DAY, "ends_on": _DAY} | {
            name: forms.Textarea(attrs={"rows": rows}) for name, rows in _LONG.items()
        }
        help_texts = {
            "goal": gettext_lazy("What a client does when the goal is reached with her."),
            "way": gettext_lazy(
                "People carry it out: the site sends nothing. Only those are added who agreed to "
                "be told of the service in this way; a visit is arranged by a call and needs the "
                "consent to calls."
            ),
            "cost_tyiyn": gettext_lazy("Calls, stamps, trips, hours. May be left empty."),
            "text_ru": gettext_lazy("Shown for everybody whose language is not Kyrgyz."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able, present = board.people(), Q(pk=self.instance.owner_id)
        staff = User.objects.filter(Q(pk__in=able.order_by().values("pk")) | present)
        rows_of(self, "owner").queryset = staff.order_by("last_name", "pk")

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first, and somebody may have agreed to it at all."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = told.get("starts_on"), told.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first one."))
        if told.get("way") and told.get("service") and not _is_asked_for(told):
            self.add_error(
                "way",
                _("Nobody is asked to agree to this service in this way. Choose another way or "
                  "service, or enter the text of such a consent first."),
            )  # fmt: skip
        return told


def _is_asked_for(told: dict[str, Any]) -> bool:
    """Whether there is a text in force by which clients agree to such a campaign."""
    wanted = (Campaign.PURPOSE, told["service"], Way(told["way"]).channel)
    texts = accounts.consent_texts(on=clock.today())
    return wanted in {(one.purpose, one.service, one.channel) for one in texts}


class ResultForm(forms.Form):
    """The word with which a campaign is closed."""

    result = forms.CharField(
        label=gettext_lazy("Result"),
        max_length=2000,
        help_text=gettext_lazy("What came of it, and what to do otherwise next time."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


# Of the checker, as above.
class OutcomeForm(forms.ModelForm):  # type: ignore[type-arg]
    """The pressed button, and what may be added to it."""

    class Meta:
        model = Attempt
        fields = ["outcome", "note"]
