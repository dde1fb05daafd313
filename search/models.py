"""The embedded index: one row per entry, in the same database and backup as what it describes.

SQLite keeps an FTS5 table beside it through triggers, PostgreSQL a generated ``tsvector`` column;
both are made by the first migration. The engine only writes these rows.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
