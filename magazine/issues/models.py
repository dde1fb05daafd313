"""Issues and articles. An issue and its articles are one page per language."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager

from magazine.issues import numbering, panels, reading, sharing
from magazine.issues.blocks import ArticleBody
from magazine.issues.parts import Author, Rubric
from magazine.issues.querysets import ArticleQuerySet, IssueQuerySet
from portal.core import clock
from portal.core.entries import Entry
from portal.core.pages import BasePage
from portal.core.uploads import private_storage

__all__ = [
    "ArticleAuthor",
    "ArticlePage",
    "Author",
    "IssuePage",
    "IssuePdf",
    "MagazineIndexPage",
    "Rubric",
]


class MagazineIndexPage(BasePage):
    """The archive: the current issue first, then all of them by year."""

    page_description = _("The archive of the magazine; issues stand below it.")
    entry_kind = "page"
    lists = ("issue", "article")
    menu_place = 30
    parent_page_types = ["home.HomePage"]
    subpage_types = ["issues.IssuePage"]
    max_count_per_parent = 1
    template = "issues/magazine_index_page.html"

    class Meta:
        verbose_name = _("magazine")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from magazine.issues import selectors

        context = super().get_context(request, *args, **kwargs)
        return {**context, **selectors.archive(self)}


class IssuePage(BasePage):
    """One issue in one language; its title is its theme. The twin is the other face of it."""

    page_description = _("One issue in one language; its articles stand below it.")
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(2011), MaxValueValidator(2100)]
    )
    first_month = models.PositiveSmallIntegerField(_("month"))
    last_month = models.PositiveSmallIntegerField(
        _("last month"), blank=True, help_text=_("Of a double issue; empty when there is one.")
    )
    first_through = models.PositiveSmallIntegerField(
        _("through number"), blank=True, help_text=_("Empty: counted from year and month.")
    )
    last_through = models.PositiveSmallIntegerField(_("last through number"), blank=True)
    published_on = models.DateField(_("date of publication"))
    #: Of subscriptions that last a number of issues.
    counts_as = models.PositiveSmallIntegerField(
        _("counts as"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(2)],
        help_text=_("How many paid issues a double one uses up: 1 or 2."),
    )
    foreword = models.TextField(_("foreword"), blank=True)
    donor_credit = models.TextField(_("thanks to donors"), blank=True)
    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)

    objects = PageManager.from_queryset(IssueQuerySet)()

    entry_kind = "issue"
    lists = ("issue", "article")
    shapes_entries_below = True
    parent_page_types = ["issues.MagazineIndexPage"]
    subpage_types = ["issues.ArticlePage"]
    template = "issues/issue_page.html"
    content_panels = panels.ISSUE

    class Meta:
        verbose_name = _("issue of the magazine")
        verbose_name_plural = _("issues of the magazine")
        constraints = [
            models.CheckConstraint(
                condition=Q(first_month__gte=1, last_month__lte=12)
                & Q(first_month__lte=F("last_month")),
                name="issues_months_of_one_year",
                violation_error_message=_("Months go from 1 to 12, the last not before the first."),
            ),
            models.CheckConstraint(
                condition=Q(
                    last_through=F("first_through") + F("last_month") - F("first_month"),
                ),
                name="issues_one_number_a_month",
                violation_error_message=_("An issue has as many through numbers as months."),
            ),
        ]

    def __str__(self) -> str:
        return f"№ {self.label}. {self.title}"

    @property
    def label(self) -> str:
        """The number as printed: ``7-8 (177-178)``."""
        return numbering.label(
            (self.first_month, self.last_month), (self.first_through, self.last_through)
        )

    @property
    def language(self) -> str:
        """Language code of this face."""
        return str(self.locale.language_code)

    @property
    def period(self) -> str:
        """The months it is for, in the active language: ``июль–август 2026``."""
        months = (
            date_format(date(self.year, month, 1), "F").lower()
            for month in dict.fromkeys((self.first_month, self.last_month))
        )
        return f"{'–'.join(months)} {self.year}"

    @property
    def seed(self) -> str:
        """What decides the ornament of the cover: the same in both languages."""
        return f"municipalitet/{self.first_through}"

    def get_admin_display_title(self) -> str:
        return str(self)

    def minimal_clean(self) -> None:
        """Drafts, too, have all their numbers, and the right ones."""
        self._complete_numbers()
        super().minimal_clean()

    def clean(self) -> None:
        self._complete_numbers()
        super().clean()

    def _complete_numbers(self) -> None:
        """Fill in what follows from year and month; a new issue must fit the rule.

        Raises:
            ValidationError: another through number is due, or an issue has it already.
        """
        if self.year is None or self.first_month is None:
            return
        due = numbering.through_number(self.year, self.first_month)
        self.last_month = self.last_month or self.first_month
        self.first_through = self.first_through or due
        due_last = self.first_through + self.last_month - self.first_month
        self.last_through = self.last_through or due_last
        if self.first_published_at is None:
            self._check_numbers(due, due_last)

    def _check_numbers(self, due: int, due_last: int) -> None:
        others = IssuePage.objects.filter(locale_id=self.locale_id).exclude(pk=self.pk)
        if self.first_through != due:
            message = _("The issue of this month has the through number %(number)s.")
            raise ValidationError({"first_through": message % {"number": due}})
        if self.last_through != due_last:
            message = _("An issue has as many through numbers as months.")
            raise ValidationError({"last_through": message})
        if others.numbered_within(self.first_through, self.last_through).exists():
            message = _("There is an issue with this number in this language already.")
            raise ValidationError({"first_through": message})

    def variant_for(self, request: HttpRequest) -> str | None:
        from magazine.issues import gates

        variant = super().variant_for(request)
        reads_more = request.user.is_authenticated and not gates.refusal_for_pdf(self, request.user)
        return None if reads_more else variant

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from magazine.issues import citing, selectors

        context = super().get_context(request, *args, **kwargs)
        url = request.build_absolute_uri(self.get_url(request) or request.path)
        return {
            **context,
            **selectors.issue_in_full(self, reader=request.user),
            "structured_data": citing.structured_issue(self, url=url),
            "short_foreword": reading.shortened(self.foreword),
        }

    share_words = sharing.of_issue

    def entry(self) -> Entry | None:
        from magazine.issues import description

        found = super().entry()
        return found and description.of_issue(found, self)


class IssuePdf(models.Model):
    """The whole issue on paper, made by the worker; as closed as the articles in it.

    ``pages`` are its words, empty from a change of the issue until it is printed again.
    """

    issue = models.OneToOneField(IssuePage, on_delete=models.CASCADE, related_name="pdf")
    file = models.FileField(storage=private_storage, upload_to="magazine/", max_length=200)
    made_at = models.DateTimeField()
    pages = models.JSONField(default=list)

    class Meta:
        verbose_name = _("PDF of an issue")
        verbose_name_plural = _("PDFs of issues")

    def __str__(self) -> str:
        return self.file.name or ""


class ArticlePage(BasePage):
    """One article in one language."""

    page_description = _("One article of an issue.")

    class Access(models.TextChoices):
        OPEN = "open", _("Open to everybody")
        SUBSCRIBERS = "subscribers", _("For subscribers")
        OPEN_FROM = "open_from", _("For subscribers, open from a date")

    rubric = models.ForeignKey(
        Rubric, verbose_name=_("rubric"), on_delete=models.PROTECT, related_name="+"
    )
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("place it tells of"),
        help_text=_("The municipality, rayon or oblast; empty where it tells of none."),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    first_page = models.PositiveSmallIntegerField(_("first page"), null=True, blank=True)
    last_page = models.PositiveSmallIntegerField(_("last page"), null=True, blank=True)
    access = models.CharField(
        _("access"), max_length=12, choices=Access, default=Access.SUBSCRIBERS
    )
    opens_on = models.DateField(_("open from"), null=True, blank=True)
    body = StreamField(ArticleBody(), verbose_name=_("text"))
    donor_credit = models.TextField(_("thanks to donors"), blank=True)
    topics = ParentalManyToManyField(
        "topics.Topic", verbose_name=_("topics"), blank=True, related_name="+"
    )

    objects = PageManager.from_queryset(ArticleQuerySet)()

    entry_kind = "article"
    lists = ("issue", "article")
    fetched_with = ("rubric", "territory__parent__parent")
    parent_page_types = ["issues.IssuePage"]
    subpage_types: list[str] = []
    reading_kind = "article"
    template = "issues/article_page.html"
    content_panels = panels.ARTICLE

    class Meta:
        verbose_name = _("article of the magazine")
        verbose_name_plural = _("articles of the magazine")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_page__gte=F("first_page")) | Q(last_page=None),
                name="issues_pages_in_order",
                violation_error_message=_("The last page is before the first one."),
            ),
            models.CheckConstraint(
                condition=Q(access="open_from", opens_on__isnull=False)
                | (~Q(access="open_from") & Q(opens_on=None)),
                name="issues_opening_day_where_it_opens",
                violation_error_message=_(
                    "Give the day from which the article is open only where it opens from a day."
                ),
            ),
        ]

    @property
    def language(self) -> str:
        """Language code of this face."""
        return str(self.locale.language_code)

    @property
    def pages(self) -> str:
        """``4–9``, or one number, or nothing."""
        ends = [str(page) for page in (self.first_page, self.last_page) if page]
        return "–".join(dict.fromkeys(ends))

    @property
    def authors_line(self) -> str:
        """The names of all authors in the language of the article."""
        return ", ".join(one.author.name_in(self.language) for one in self.article_authors.all())

    def is_open_on(self, day: date) -> bool:
        """True when everybody may read the whole article on ``day``."""
        if self.access == self.Access.OPEN_FROM:
            return self.opens_on is not None and self.opens_on <= day
        return self.access == self.Access.OPEN

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from magazine.issues import citing, selectors

        context = super().get_context(request, *args, **kwargs)
        place = selectors.article_in_full(self, request)
        url = request.build_absolute_uri(self.get_url(request) or request.path)
        return {
            **context,
            **place,
            **citing.all_forms(self, place["issue"], url=url, on=clock.today()),
            "opening": reading.opening(self.body),
            "paragraphs_left": reading.paragraphs_left(self.body),
        }

    share_words = sharing.of_article

    def entry(self) -> Entry | None:
        from magazine.issues import description

        found = super().entry()
        return found and description.of_article(found, self)


class ArticleAuthor(Orderable):
    """Who wrote an article, with position and organisation at that time."""

    class Part(models.TextChoices):
        AUTHOR = "author", _("Author")
        COMPILER = "compiler", _("Compiler")
        REVIEWER = "reviewer", _("Reviewer")
        EDITOR = "editor", _("Editor")

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="article_authors")
    author = models.ForeignKey(
        Author, verbose_name=_("author"), on_delete=models.PROTECT, related_name="+"
    )
    part = models.CharField(_("what was done"), max_length=10, choices=Part, default=Part.AUTHOR)
    affiliation = models.CharField(
        _("position and organisation"),
        max_length=240,
        blank=True,
        help_text=_("As they were when the article appeared, in the language of the article."),
    )

    panels = [FieldPanel("author"), FieldPanel("affiliation"), FieldPanel("part")]

    class Meta(Orderable.Meta):
        verbose_name = _("author of an article")
        verbose_name_plural = _("authors of an article")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author"], name="issues_author_once_per_article"
            )
        ]

    def __str__(self) -> str:
        return str(self.author)
