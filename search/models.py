"""The embedded index: one row per entry, in the same database and backup as what it describes.

SQLite keeps an FTS5 table beside it through triggers, PostgreSQL a generated ``tsvector`` column;
both are made by a migration. The engine only writes these rows.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from search.querysets import (
    AskedQueryQuerySet,
    IndexedEntryQuerySet,
    SynonymQuerySet,
    WishQuerySet,
)


class FacetCombination(models.Model):
    """Everything a reader can narrow by, as one row that entries share.

    Counting the facets of an answer is then one ``GROUP BY`` over a number. The key is made from
    the values, so a row never changes its meaning.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=32)
    locale = models.CharField(max_length=8)
    year = models.CharField(max_length=4, blank=True)
    access = models.CharField(max_length=16)
    oblast = models.CharField(max_length=14, blank=True)
    rayon = models.CharField(max_length=14, blank=True)
    #: Slugs in order with a blank around each.
    topics = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("combination of facets")
        verbose_name_plural = _("combinations of facets")

    def __str__(self) -> str:
        return f"{self.kind} {self.locale} {self.year}"


class IndexedEntry(models.Model):
    """An entry as the index knows it. What ranking and counting read stands before the texts."""

    kind = models.CharField(max_length=32)
    entry_id = models.BigIntegerField()
    locale = models.CharField(max_length=8)
    facets = models.ForeignKey(FacetCombination, on_delete=models.PROTECT, related_name="+")
    #: How much kinds of entries count beside each other.
    weight = models.FloatField(default=1)
    #: Ordinal of the day of publication, 0 when unknown: newer ones rank a little higher.
    day = models.IntegerField(default=0)
    version = models.PositiveSmallIntegerField()
    published_on = models.DateField(null=True)
    access = models.CharField(max_length=16, default="open")
    url = models.CharField(max_length=500)
    pdf_url = models.CharField(max_length=500, blank=True)
    title = models.CharField(max_length=500)
    place = models.CharField(max_length=200, blank=True)
    authors = models.JSONField(default=list)
    twin_key = models.CharField(max_length=64, blank=True)
    topics = models.JSONField(default=list)
    territories = models.JSONField(default=list)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    #: Words as written, terms, and folded terms, separated by blanks.
    title_exact = models.TextField(blank=True)
    title_terms = models.TextField(blank=True)
    body_exact = models.TextField(blank=True)
    body_terms = models.TextField(blank=True)
    folded = models.TextField(blank=True)

    objects = IndexedEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the search index")
        verbose_name_plural = _("search index")
        constraints = [
            models.UniqueConstraint(fields=["kind", "entry_id"], name="search_one_row_per_entry")
        ]
        indexes = [
            models.Index(fields=["kind", "locale"], name="search_kind_locale"),
            # all that ranking and counting read of a row, which itself is as long as its texts
            models.Index(
                fields=["id", "facets", "day", "weight", "locale"], name="search_read_when_ranking"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class IndexedPage(models.Model):
    """One page of the PDF of an entry, to say where in it the words stand."""

    entry = models.ForeignKey(IndexedEntry, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    text = models.TextField()
    #: Terms and folded terms, separated by blanks.
    terms = models.TextField()

    class Meta:
        verbose_name = _("page of a PDF")
        verbose_name_plural = _("pages of PDFs")
        ordering = ["entry", "number"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="search_one_row_per_page")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.number}"


class Hint(models.Model):
    """What is offered while somebody types: a text once for each word it may be begun from."""

    class Kind(models.TextChoices):
        TITLE = "title", _("Title")
        TOPIC = "topic", _("Topic")
        PLACE = "place", _("Place")
        AUTHOR = "author", _("Author")
        QUERY = "query", _("Earlier search")

    #: Empty for earlier searches.
    entry = models.ForeignKey(
        IndexedEntry, on_delete=models.CASCADE, related_name="hints", null=True
    )
    kind = models.CharField(max_length=8, choices=Kind)
    locale = models.CharField(max_length=8)
    text = models.CharField(max_length=500)
    #: Folded, from one of its words on.
    key = models.CharField(max_length=60, db_index=True)

    class Meta:
        verbose_name = _("hint while typing")
        verbose_name_plural = _("hints while typing")

    def __str__(self) -> str:
        return self.text


class AskedQuery(models.Model):
    """What was asked, without who asked it."""

    text = models.CharField(max_length=200)
    #: Folded words in order: one query however it is typed.
    key = models.CharField(max_length=200, db_index=True)
    locale = models.CharField(max_length=8)
    hits = models.PositiveIntegerField()
    filters = models.JSONField(default=dict)
    #: Of the eight audiences, where the reader agreed to it.
    category = models.CharField(max_length=12, blank=True)
    #: Rank of the first hit that was opened.
    opened_rank = models.PositiveSmallIntegerField(null=True)
    asked_on = models.DateField(db_index=True)

    objects = AskedQueryQuerySet.as_manager()

    class Meta:
        verbose_name = _("search that was made")
        verbose_name_plural = _("searches that were made")

    def __str__(self) -> str:
        return self.text


class Wish(models.Model):
    """Somebody wants to be told when an entry appears that answers."""

    text = models.CharField(max_length=200)
    locale = models.CharField(max_length=8)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", null=True
    )
    #: Of somebody who is not signed in; counts once the link in a letter was followed.
    email = models.EmailField(blank=True)
    confirmed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    #: Something answered when it was made: then only what is new is told.
    had_answers = models.BooleanField(default=True)
    met_at = models.DateTimeField(null=True)
    met_kind = models.CharField(max_length=32, blank=True)
    met_entry_id = models.BigIntegerField(null=True)

    objects = WishQuerySet.as_manager()

    class Meta:
        verbose_name = _("wish to be told")
        verbose_name_plural = _("wishes to be told")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=False) | ~models.Q(email=""),
                name="search_a_wish_has_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.text


class PromotedResult(models.Model):
    """A page that editors put above everything else for certain words."""

    words = models.CharField(
        _("words"),
        max_length=200,
        help_text=_("What people search for. Several searches are separated by commas."),
    )
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="+"
    )
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("Shown instead of the summary.")
    )
    is_used = models.BooleanField(_("shown"), default=True)

    class Meta:
        verbose_name = _("promoted result")
        verbose_name_plural = _("promoted results")
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words


class Synonym(models.Model):
    """Words that mean the same in both languages. Applied when asking, so nothing is indexed anew.

    Rows of the register of territories are written by ``synonyms.follow_register``.
    """

    class Kind(models.TextChoices):
        ABBREVIATION = "abbreviation", _("Abbreviation")
        TERM = "term", _("Term")
        PLACE = "place", _("Name of a place")
        LINEAGE = "lineage", _("Merged or renamed unit")

    class Origin(models.TextChoices):
        EDITORS = "editors", _("Editors")
        REGISTER = "register", _("Register of territories")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.TERM)
    kyrgyz = models.CharField(_("in Kyrgyz"), max_length=200)
    russian = models.CharField(_("in Russian"), max_length=200)
    others = models.CharField(
        _("other words and abbreviations"),
        max_length=500,
        blank=True,
        help_text=_("Separated by commas. One form of each word is enough."),
    )
    is_used = models.BooleanField(_("used in search"), default=True)
    origin = models.CharField(
        _("origin"), max_length=16, choices=Origin, default=Origin.EDITORS, editable=False
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = SynonymQuerySet.as_manager()

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["kyrgyz", "russian"]
        constraints = [
            models.UniqueConstraint(
                fields=["kyrgyz", "russian"], name="search_one_row_per_pair_of_synonyms"
            )
        ]

    def __str__(self) -> str:
        return " = ".join(dict.fromkeys([self.kyrgyz, self.russian]))

    def clean(self) -> None:
        if len({phrase.casefold() for phrase in self.phrases()}) < 2:
            raise ValidationError(
                _("Give at least two different words: one alone has no synonym."), code="alone"
            )

    def phrases(self) -> tuple[str, ...]:
        """Everything the row says, each once."""
        named = [self.kyrgyz, self.russian, *self.others.split(",")]
        return tuple(dict.fromkeys(phrase for name in named if (phrase := name.strip())))


class SynonymEdition(models.Model):
    """One row, another name after each change of synonyms: a search asks nothing more of them."""

    name = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("edition of the synonyms")
        verbose_name_plural = _("editions of the synonyms")

    def __str__(self) -> str:
        return self.name


class IndexCheck(models.Model):
    """What a comparison of the index with the site said."""

    checked_at = models.DateTimeField()
    entries = models.PositiveIntegerField()
    missing = models.PositiveIntegerField(default=0)
    surplus = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    #: The first few things that differed: ``what``, ``kind``, ``entry_id``, ``title``.
    examples = models.JSONField(default=list)

    class Meta:
        verbose_name = _("check of the search index")
        verbose_name_plural = _("checks of the search index")
        ordering = ["-checked_at"]

    def __str__(self) -> str:
        return f"{self.checked_at:%d.%m.%Y}"
