"""Papers that staff keep with a card."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from membership.clients.models.people import Client
from portal.core.uploads import private_storage


class ClientFile(models.Model):
    """A paper about a client: a letter, a signed form, a photo. Lies in the private storage."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="files")
    title = models.CharField(_("what it is"), max_length=160)
    #: As it was called on the computer it came from; offered when it is taken again.
    name = models.CharField(max_length=160)
    file = models.FileField(_("file"), storage=private_storage, upload_to="clients/%Y/%m")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-added_at", "-id"]
        verbose_name = _("file of a client")
        verbose_name_plural = _("files of clients")

    def __str__(self) -> str:
        return self.title
