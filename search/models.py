"""The embedded index: one row per entry, in the same database and backup as what it describes.

SQLite keeps an FTS5 table beside it through triggers, PostgreSQL a generated ``tsvector`` column;
both are made by the first migration. The engine only writes these rows.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from search.querysets import SynonymQuerySet


class IndexedEntry(models.Model):
    """An entry as the index knows it."""

    kind = models.CharField(max_length=32)
    entry_id = models.BigIntegerField()
    locale = models.CharField(max_length=8)
    url = models.CharField(max_length=500)
    title = models.CharField(max_length=500)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    twin_key = models.CharField(max_length=64, blank=True)
    topics = models.JSONField(default=list)
    territories = models.JSONField(default=list)
    place = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True)
    #: Words as written, terms, and folded terms, separated by blanks.
    title_exact = models.TextField(blank=True)
    title_terms = models.TextField(blank=True)
    body_exact = models.TextField(blank=True)
    body_terms = models.TextField(blank=True)
    folded = models.TextField(blank=True)
    version = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("entry of the search index")
        verbose_name_plural = _("search index")
        constraints = [
            models.UniqueConstraint(fields=["kind", "entry_id"], name="search_one_row_per_entry")
        ]
        indexes = [models.Index(fields=["kind", "locale"], name="search_kind_locale")]

    def __str__(self) -> str:
        return self.title


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
