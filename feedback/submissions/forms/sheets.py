"""The five pages of the form. A page never refuses to be saved: what is not understood is kept."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from feedback.submissions import completeness
from feedback.submissions.forms.fields import Column, MonthField, RowsField, TextField
from feedback.submissions.models import CostSource, Outcome, Submission
from portal.core.money_field import SomField
from portal.territories.forms import TerritoryField
from portal.topics import selectors as topics

#: Beyond this a text is no description of a practice.
LONG = 6000
MOST_TOPICS = 3
_LARGEST_CROWD = 7_500_000
#: Groups among those whom a practice helps, and what is said when there are too many of them.
_PARTS_OF_PEOPLE: dict[str, Any] = {
    "beneficiaries_women": _("There cannot be more women than people."),
    "beneficiaries_children": _("There cannot be more children than people."),
    "beneficiaries_disabled": _("There cannot be more people with disabilities than people."),
}
#: Figures of the municipality that are told with their year and source.
_FIGURES = ("population", "women", "households", "budget_tyiyn")
#: Names of the form that are no answers.
_NO_ANSWERS = ("csrfmiddlewaretoken", "do", "files")


class Sheet(forms.Form):
    """One page: shows a submission, or what was typed into it."""

    step = ""
    #: What the page is about, shown with its number.
    heading: Any = ""

    def __init__(self, submission: Submission, typed: MultiValueDict[str, str] | None = None):
        kept = submission.unfinished.get(self.step)
        data = MultiValueDict(kept) if typed is None and kept else typed
        super().__init__(data=data, initial=self.answers(submission))
        required = completeness.REQUIRED[self.step]
        for name, field in self.fields.items():
            field.required = name in required
        if typed is None and kept:
            self.forgive()

    def answers(self, submission: Submission) -> dict[str, Any]:
        """What is kept of this page."""
        return {name: getattr(submission, name) for name in self.base_fields}

    def forgive(self) -> None:
        """Drop what only says that an answer is missing: there is time until the sending."""
        for name, errors in list(self.errors.items()):
            if all(error.code == "required" for error in errors.as_data()):
                del self.errors[name]

    def understood(self) -> dict[str, Any]:
        """Every answer of the page; those missing or not understood are empty."""
        self.full_clean()
        return {name: self.cleaned_data.get(name, self._empty(name)) for name in self.base_fields}

    def _empty(self, name: str) -> Any:
        if name == "topics":
            return []
        return Submission._meta.get_field(name).get_default()  # type: ignore[union-attr]

    def as_typed(self) -> dict[str, list[str]]:
        """The page word for word when something on it was not understood, else nothing."""
        hard = [
            error.code
            for errors in self.errors.as_data().values()
            for error in errors
            if error.code != "required"
        ]
        if not hard:
            return {}
        lists = self.data.lists() if isinstance(self.data, MultiValueDict) else ()
        return {
            name: list(values)
            for name, values in lists
            if name not in _NO_ANSWERS and not name.startswith("title-")
        }


class SubjectSheet(Sheet):
    """What and where."""

    step = "subject"
    heading = _("What and where")

    language = forms.ChoiceField(
        label=_("Language in which you write"),
        choices=Submission.Language.choices,
        widget=forms.RadioSelect,
    )
    title = TextField(
        label=_("Title of the practice"),
        longest=200,
        help_text=_(
            "What was done and what came of it, in one sentence: “612 houses got meters, and water "
            "runs day and night”."
        ),
    )
    territory = TerritoryField(
        label=_("Your ayil aimak or city"),
        help_text=_("Type the name as you can, then choose it from the list."),
    )
    village = TextField(label=_("Village"), longest=120)
    population = forms.IntegerField(
        label=_("How many people live in the municipality?"),
        min_value=1,
        max_value=_LARGEST_CROWD,
        help_text=_("With it others see whether your municipality is like theirs."),
    )
    women = forms.IntegerField(
        label=_("How many of them are women?"), min_value=0, max_value=_LARGEST_CROWD
    )
    households = forms.IntegerField(
        label=_("How many households?"), min_value=1, max_value=_LARGEST_CROWD
    )
    budget_tyiyn = SomField(label=_("What is its budget for a year, in som?"))
    passport_year = forms.IntegerField(
        label=_("Of which year are these figures?"), min_value=1991, max_value=2100
    )
    passport_source = TextField(
        label=_("Where are they from?"),
        longest=250,
        help_text=_("For example: social passport of the ayil aimak, statistics committee."),
    )
    topics = forms.TypedMultipleChoiceField(
        label=_("Topics"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One to three that fit best."),
    )
    started_on = MonthField(label=_("Begun"), help_text=_("Month and year, for example 03.2024."))
    finished_on = MonthField(
        label=_("Finished"), help_text=_("Leave it empty if the work goes on.")
    )
    outcome = forms.ChoiceField(
        label=_("Does the practice live on?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        help_text=_("What did not work out teaches too: such practices are welcome."),
    )

    def __init__(self, submission: Submission, typed: MultiValueDict[str, str] | None = None):
        self.base_fields["topics"].choices = topics.choices()  # type: ignore[attr-defined]
        super().__init__(submission, typed)

    def answers(self, submission: Submission) -> dict[str, Any]:
        """Topics are shown by their ids."""
        chosen = [topic.pk for topic in submission.topics.all()]
        return {**super().answers(submission), "topics": chosen}

    def clean_topics(self) -> list[int]:
        """Too many topics say nothing."""
        chosen: list[int] = self.cleaned_data["topics"]
        if len(chosen) > MOST_TOPICS:
            raise ValidationError(_("Choose at most three topics."), code="too_many")
        return chosen

    def clean(self) -> None:
        begun, finished = self.cleaned_data.get("started_on"), self.cleaned_data.get("finished_on")
        if begun and finished and finished < begun:
            self.add_error(
                "finished_on", ValidationError(_("It cannot end before it begins."), code="order")
            )
        people, women = self.cleaned_data.get("population"), self.cleaned_data.get("women")
        if people is not None and women is not None and women > people:
            words = _PARTS_OF_PEOPLE["beneficiaries_women"]
            self.add_error("women", ValidationError(words, code="order"))
        if any(self.cleaned_data.get(name) for name in _FIGURES):
            self._ask_for_origin()

    def _ask_for_origin(self) -> None:
        """A figure is worth nothing without its year and where it comes from."""
        questions = {
            "passport_year": _("Name the year of the figures."),
            "passport_source": _("Name where the figures are from."),
        }
        for name, question in questions.items():
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, ValidationError(question, code="origin"))


class StorySheet(Sheet):
    """What was wrong and what was done."""

    step = "story"
    heading = _("Problem and solution")

    problem = TextField(
        label=_("What was the problem?"),
        longest=LONG,
        rows=8,
        help_text=_("Who suffered from it, how often, how much was lost. Numbers help."),
    )
    aim = TextField(label=_("What did you want to achieve?"), longest=LONG, rows=4)
    solution = TextField(
        label=_("What was done?"),
        longest=LONG,
        rows=10,
        help_text=_("Tell it as you would tell a colleague who wants to do the same."),
    )
    summary = TextField(
        label=_("The practice in one or two sentences"),
        longest=300,
        rows=3,
        help_text=_("Up to 300 characters. It is shown in lists and in the search."),
    )


class NumbersSheet(Sheet):
    """What came of it and what it cost."""

    step = "numbers"
    heading = _("Results and money")

    results = RowsField(
        label=_("Results in numbers"),
        help_text=_("One line for each figure: before and after."),
        columns=(
            Column("what", _("What is counted"), wide=True),
            Column("before", _("Before"), 20, "number", inputmode="decimal"),
            Column("after", _("After"), 20, "number", inputmode="decimal"),
            Column("unit", _("Unit"), 60),
        ),
    )
    beneficiaries = forms.IntegerField(
        label=_("How many people does it help?"), min_value=0, max_value=_LARGEST_CROWD
    )
    beneficiaries_women = forms.IntegerField(
        label=_("How many of them are women?"), min_value=0, max_value=_LARGEST_CROWD
    )
    beneficiaries_children = forms.IntegerField(
        label=_("How many of them are children?"), min_value=0, max_value=_LARGEST_CROWD
    )
    beneficiaries_disabled = forms.IntegerField(
        label=_("How many of them are people with disabilities?"),
        min_value=0,
        max_value=_LARGEST_CROWD,
    )
    costs = RowsField(
        label=_("What did it cost, and who paid?"),
        help_text=_("One line for each source and year. Ashar: what the work would have cost."),
        columns=(
            Column("source", _("Source"), 20, "choice", CostSource.choices),
            Column("amount", _("Amount, som"), 30, "money", inputmode="decimal"),
            Column("year", _("Year"), 4, "year", inputmode="numeric"),
            Column("note", _("What for"), 250, required=False, wide=True),
        ),
    )

    def clean(self) -> None:
        people = self.cleaned_data.get("beneficiaries")
        for name, refusal in _PARTS_OF_PEOPLE.items():
            part = self.cleaned_data.get(name)
            if people is not None and part is not None and part > people:
                self.add_error(name, ValidationError(refusal, code="order"))


class PathSheet(Sheet):
    """How it went, and what others should know."""

    step = "path"
    heading = _("Steps and lessons")

    steps = RowsField(
        label=_("Steps"),
        help_text=_("What was done after what, and by whom."),
        columns=(
            Column("month", _("Month"), 10, "month", required=False),
            Column("who", _("By whom"), 250, required=False),
            Column("what", _("What was done"), 300, wide=True),
        ),
    )
    sustainability = TextField(
        label=_("What keeps it going?"),
        longest=LONG,
        rows=5,
        help_text=_("Who looks after it, from which money, what has been decided by the kenesh."),
    )
    operator = TextField(
        label=_("Who runs it today?"),
        longest=200,
        help_text=_("The enterprise, cooperative or person that answers for it."),
    )
    tariff = TextField(
        label=_("Who pays how much?"),
        longest=200,
        help_text=_("For example: 18 som for a cubic metre, 50 som a month for a household."),
    )
    lessons = TextField(
        label=_("What did you learn?"),
        longest=LONG,
        rows=5,
        help_text=_("What went wrong, what you would do otherwise."),
    )
    conditions = TextField(
        label=_("What does another aimak need to repeat it?"), longest=LONG, rows=4
    )


class ProofSheet(Sheet):
    """Whom to ask. The evidence stands on the same page and is kept by deeds of its own."""

    step = "proof"
    heading = _("Evidence and contact")

    resolutions = RowsField(
        label=_("Resolutions of the kenesh"),
        help_text=_(
            "By which resolution it was done. Add the paper itself to the photos and papers above, "
            "or write where it can be read."
        ),
        columns=(
            Column("kenesh", _("Which kenesh"), 200),
            Column("number", _("Number"), 40),
            Column("adopted_on", _("Day"), 10, "day", inputmode="numeric"),
            Column("subject", _("What it is about"), 400, required=False, wide=True),
            Column("link", _("Link"), 500, "link", required=False, inputmode="url", wide=True),
        ),
    )
    norms = RowsField(
        label=_("Laws and decrees it rests on"),
        help_text=_("Only if you know them: the editors look up the rest."),
        columns=(
            Column("norm", _("What it is called"), 400, wide=True),
            Column("number", _("Number"), 40, required=False),
            Column("adopted_on", _("Day"), 10, "day", required=False, inputmode="numeric"),
            Column("link", _("Link"), 500, "link", required=False, inputmode="url", wide=True),
        ),
    )
    video_link = forms.URLField(
        label=_("Link to a video"),
        max_length=500,
        assume_scheme="https",
        help_text=_("If you have filmed it: the address on YouTube or elsewhere."),
        widget=forms.URLInput(attrs={"inputmode": "url"}),
    )
    authors = TextField(
        label=_("Who wrote this?"),
        longest=600,
        rows=3,
        help_text=_("One on each line: name, position. They are named on the page as authors."),
    )
    contact_name = TextField(
        label=_("Whom may colleagues ask?"),
        longest=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact_office = TextField(
        label=_("Office of this person"),
        longest=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    contact_phone = TextField(
        label=_("Phone"),
        longest=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    contact_email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    contact_consent = forms.BooleanField(
        label=_("Name, office, phone and e-mail may stand on the page of the practice."),
        help_text=_("Without your consent nobody sees them but the editors."),
    )


SHEETS: dict[str, type[Sheet]] = {
    sheet.step: sheet for sheet in (SubjectSheet, StorySheet, NumbersSheet, PathSheet, ProofSheet)
}
