"""Cards and the ways to reach whom they are about."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.managers import TaggableManager
from taggit.models import ItemBase, TagBase

from membership.clients.querysets import ClientQuerySet
from portal.core import clock, letters
from portal.core.audience import Category
from portal.core.privacy import GONE


class ClientTag(TagBase):
    """A word staff put on cards; never shown to clients."""

    class Meta:
        verbose_name = _("client tag")
        verbose_name_plural = _("client tags")

    @staticmethod
    def key_of(name: str) -> str:
        """The same of every way to write a name: small or capital, with look-alike letters."""
        return " ".join(letters.tidy(name).lower().split())

    @classmethod
    def called(cls, name: str, *, but: int | None = None) -> "ClientTag | None":
        """The tag of this name, however it is written; of twins the one written so. One query.

        Args:
            but: the number of a tag that is not meant.
        """
        word, key = " ".join(name.split()), cls.key_of(name)
        others = cls.objects.exclude(pk=but).order_by("pk")
        alike = [one for one in others if cls.key_of(one.name) == key]
        return min(alike, key=lambda one: one.name != word, default=None)


class TaggedClient(ItemBase):
    """A tag on a card."""

    tag = models.ForeignKey(ClientTag, on_delete=models.CASCADE, related_name="items")
    content_object = models.ForeignKey("Client", on_delete=models.CASCADE, related_name="+")
    #: The spreadsheet that gave it; most are given by hand.
    sheet = models.ForeignKey(
        "SheetImport", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="clients_tag_once_per_client"
            )
        ]
        indexes = [
            models.Index(
                fields=["sheet"],
                condition=models.Q(sheet__isnull=False),
                name="clients_tags_of_sheets",
            )
        ]


class Client(models.Model):
    """A person or an organisation in the base, with or without an account."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        ORGANISATION = "organisation", _("Organisation")

    class Language(models.TextChoices):
        KYRGYZ = "ky", _("Kyrgyz")
        RUSSIAN = "ru", _("Russian")
        ENGLISH = "en", _("English")

    class Source(models.TextChoices):
        REGISTRATION = "registration", _("Registered alone")
        STAFF = "staff", _("Entered by staff")
        ASSISTED = "assisted", _("Signed up on a paper list")
        IMPORT = "import", _("Imported")
        ORDER = "order", _("Ordered without an account")
        MEMBER = "member", _("Ordered by a member for her office")
        EVENT = "event", _("Came through an event")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.PERSON)
    family_name = models.CharField(_("family name"), max_length=80, blank=True)
    given_name = models.CharField(_("given name"), max_length=80, blank=True)
    patronymic = models.CharField(_("patronymic"), max_length=80, blank=True)
    title = models.CharField(_("name of the organisation"), max_length=250, blank=True)
    #: What lists show: made from the parts by ``save``, as are the two keys.
    name = models.CharField(_("name"), max_length=250, editable=False)
    search_key = models.CharField(max_length=250, editable=False)
    sort_key = models.CharField(max_length=250, editable=False)
    position = models.CharField(pgettext_lazy("at work", "position"), max_length=160, blank=True)
    #: Empty while a person who has just registered has not said it.
    category = models.CharField(_("category"), max_length=12, choices=Category, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=Language, default=Language.KYRGYZ
    )
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Of a person: where she works. Of an organisation: its entry in the register."),
    )
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    postal_address = models.TextField(_("postal address"), max_length=400, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="client",
    )
    source = models.CharField(_("source"), max_length=12, choices=Source, default=Source.STAFF)
    created_at = models.DateTimeField(_("in the base since"), default=clock.now, editable=False)
    #: She signed in, or came from a letter; ``services.seen`` derives it.
    seen_at = models.DateTimeField(_("last seen"), null=True, editable=False)

    tags = TaggableManager(through=TaggedClient, blank=True, verbose_name=_("tags"))

    objects = ClientQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        verbose_name = _("client")
        verbose_name_plural = _("clients")
        permissions = [
            ("view_matrix", "Can see the figures of the client base"),
            ("erase_client", "Can erase a person for good"),
        ]
        indexes = [
            models.Index(fields=["category", "kind"], name="clients_by_category"),
            models.Index(fields=["sort_key", "id"], name="clients_by_name"),
            # Segments of the usual fields are counted from the index alone.
            models.Index(
                # Without the number of the card: PostgreSQL keeps equal entries together.
                fields=["category", "language", "source", "kind", "territory"],
                name="clients_by_segment",
            ),
            models.Index(
                # Narrow: SQLite counts a large segment a seventh quicker in it.
                fields=["category", "language", "source"],
                name="clients_by_origin",
            ),
            models.Index(
                # With the number of the card, which PostgreSQL compares with those of timelines.
                fields=["category", "language", "seen_at", "source", "id"],
                name="clients_by_last_seen",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="person", title="") | Q(kind="organisation", user=None),
                name="clients_person_or_organisation",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="clients_client_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the name and the keys that follow from it."""
        self.fill_keys()
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "name", "search_key", "sort_key"}
        super().save(*args, **kwargs)

    @property
    def is_nameless(self) -> bool:
        """Whether the person is erased, and the card stays for its money alone."""
        return self.given_name.startswith(f"{GONE} ")

    def fill_keys(self) -> None:
        """Make the name and the keys from the parts; bulk writers call it themselves."""
        self.name = self.full_name()
        self.search_key = letters.spoken_key(self.name)[:250]
        self.sort_key = letters.sort_key(self.name)[:250]

    def full_name(self) -> str:
        """Family name first for people, the title for organisations."""
        if self.kind == self.Kind.ORGANISATION:
            return self.title
        return " ".join(filter(None, (self.family_name, self.given_name, self.patronymic)))


class Contact(models.Model):
    """A way to reach a client. Offices share mailboxes, so one value may stand on many cards."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("E-mail")
        PHONE = "phone", _("Phone")

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="contacts")
    channel = models.CharField(_("kind"), max_length=8, choices=Kind)
    #: As ``contacts.normal`` writes it.
    value = models.CharField(_("address or number"), max_length=254)
    proven_at = models.DateTimeField(_("proven"), null=True, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)
    #: Letters come back from it, or nobody answers at the number.
    dead_at = models.DateTimeField(_("does not work"), null=True, blank=True)
    #: In the words of the mail server that refused a letter; empty where staff found out.
    refusal = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering = ["channel", "id"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        indexes = [models.Index(fields=["channel", "value"], name="clients_contact_by_value")]
        constraints = [
            models.UniqueConstraint(
                fields=["client", "channel", "value"], name="clients_contact_once_per_client"
            ),
            models.CheckConstraint(condition=~Q(value=""), name="clients_contact_not_empty"),
        ]

    def __str__(self) -> str:
        return self.value
