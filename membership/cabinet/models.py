"""What a member keeps in her room: bookmarks, and copies of her data on their way to her."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.uploads import private_storage


class Bookmark(models.Model):
    """A practice, an article or a material somebody wants to find again, whatever its language."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bookmarks"
    )
    #: ``translation_key`` of the page: its twins are one bookmark.
    page_key = models.UUIDField()
    added_at = models.DateTimeField(_("added"))

    class Meta:
        ordering = ["-added_at", "-id"]
        verbose_name = _("bookmark")
        verbose_name_plural = _("bookmarks")
        constraints = [
            models.UniqueConstraint(fields=["user", "page_key"], name="cabinet_bookmark_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.page_key}"


class DataCopy(models.Model):
    """A copy of everything that is kept about somebody, made by the worker, hers alone."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="data_copies"
    )
    language = models.CharField(max_length=2, choices=[("ky", "ky"), ("ru", "ru")])
    asked_at = models.DateTimeField(_("asked"))
    made_at = models.DateTimeField(_("made"), null=True)
    #: After this moment nobody can fetch it, and the file is deleted.
    good_until = models.DateTimeField(_("good until"))
    file = models.FileField(storage=private_storage, upload_to="copies", blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        verbose_name = _("copy of own data")
        verbose_name_plural = _("copies of own data")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(made_at=None, file="") | Q(made_at__isnull=False),
                name="cabinet_copy_made_with_file",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.asked_at:%Y-%m-%d}"
