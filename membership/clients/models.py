"""The client base: cards, contacts, consents, offices, the timeline, and who looked at what."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase, TagBase

from membership.clients.querysets import ClientQuerySet, ConsentQuerySet, OfficeQuerySet
from membership.clients.visits import EventVisit as EventVisit
from portal.core import clock, letters
from portal.core.audience import Category, Channel, Role, Service


class ClientTag(TagBase):
    """A word staff put on cards; never shown to clients."""

    class Meta:
        verbose_name = _("client tag")
        verbose_name_plural = _("client tags")


class TaggedClient(ItemBase):
    """A tag on a card."""

    tag = models.ForeignKey(ClientTag, on_delete=models.CASCADE, related_name="items")
    content_object = models.ForeignKey("Client", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="clients_tag_once_per_client"
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
    position = models.CharField(_("position"), max_length=160, blank=True)
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
    #: Somebody from a paper list was invited; until she answers she gets nothing else.
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True, editable=False)

    tags = TaggableManager(through=TaggedClient, blank=True, verbose_name=_("tags"))

    objects = ClientQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        verbose_name = _("client")
        verbose_name_plural = _("clients")
        permissions = [("view_matrix", "Can see the figures of the client base")]
        indexes = [
            models.Index(fields=["category", "kind"], name="clients_by_category"),
            models.Index(fields=["sort_key", "id"], name="clients_by_name"),
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


class Consent(models.Model):
    """What a client agreed to, in the very words shown. Rows are never deleted or reworded."""

    class How(models.TextChoices):
        FORM = "form", _("On the site")
        PAPER = "paper", _("On paper")
        SPOKEN = "spoken", _("By word of mouth")
        LINK = "link", _("By a link in a letter")

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=24)
    service = models.CharField(_("service"), max_length=10, choices=Service, blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, blank=True)
    version = models.CharField(_("version of the text"), max_length=20)
    language = models.CharField(_("language"), max_length=2, choices=Client.Language)
    text = models.TextField(_("text"))
    given_at = models.DateTimeField(_("given"))
    how = models.CharField(_("how"), max_length=8, choices=How, default=How.FORM)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["service", "channel", "-given_at", "-id"]
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["client", "purpose", "service", "channel", "version"],
                condition=Q(withdrawn_at=None),
                name="clients_consent_in_force_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="clients_consent_withdrawn_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.service} {self.channel}"


class Office(models.Model):
    """An office a person says she holds. Until verified it shows her nothing of the body."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="offices")
    organisation = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    role = models.CharField(_("role"), max_length=16, choices=Role)
    starts_on = models.DateField(_("since"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    claimed_at = models.DateTimeField(_("claimed"))
    verified_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    declined_at = models.DateTimeField(_("declined"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    #: How it was checked, or why it was declined.
    decision_note = models.CharField(_("how it was checked"), max_length=300, blank=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        ordering = ["-claimed_at", "-id"]
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        indexes = [
            models.Index(
                fields=["claimed_at"],
                condition=Q(verified_at=None, declined_at=None),
                name="clients_offices_waiting",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["client", "organisation", "role"],
                condition=Q(declined_at=None),
                name="clients_office_claimed_once",
            ),
            models.CheckConstraint(
                condition=Q(verified_at=None) | Q(declined_at=None),
                name="clients_office_one_decision",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="clients_office_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.get_role_display()

    @property
    def state(self) -> str:
        """``verified``, ``declined`` or ``waiting``."""
        if self.verified_at:
            return "verified"
        return "declined" if self.declined_at else "waiting"


class TimelineEntry(models.Model):
    """Something a client did or received. Written by ``services.add_to_timeline`` alone."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="timeline")
    #: ``invoice.settled``: the room's word for the kind of deed.
    kind = models.CharField(max_length=40)
    #: ``invoice:17``: what it was about. With the kind it counts once per client.
    subject = models.CharField(max_length=120)
    happened_at = models.DateTimeField()
    #: Language code to words; under the empty code: the same in every language.
    title = models.JSONField(default=dict)
    url = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-happened_at", "-id"]
        verbose_name = _("timeline entry")
        verbose_name_plural = _("timeline entries")
        indexes = [
            models.Index(fields=["client", "-happened_at", "-id"], name="clients_timeline_order")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["client", "kind", "subject"], name="clients_timeline_counts_once"
            )
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """The title in the language of the screen, else in one that exists, else the kind."""
        language = translation.get_language() or ""
        for code in (language, "", "ru", "ky", "en"):
            if title := self.title.get(code):
                return str(title)
        return self.kind


class Note(models.Model):
    """What a member of staff wants the next one to know about a client."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("note"), max_length=4000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-written_at", "-id"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        return self.text[:80]


class DuplicateSuspicion(models.Model):
    """Two cards that may be one client. People decide; nothing is merged silently."""

    class Reason(models.TextChoices):
        CONTACT = "contact", _("same e-mail or phone")
        NAME = "name", _("same name and municipality")

    first = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(_("reason"), max_length=8, choices=Reason)
    raised_at = models.DateTimeField(_("raised"))
    dismissed_at = models.DateTimeField(_("found different"), null=True, blank=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["raised_at", "id"]
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        constraints = [
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="clients_duplicate_pair_ordered"
            ),
            models.UniqueConstraint(fields=["first", "second"], name="clients_duplicate_pair_once"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}?"


class AccessTrace(models.Model):
    """Who of the staff saw or changed whose personal data, and when. Never edited."""

    class Deed(models.TextChoices):
        SEEN = "seen", _("looked at the card")
        CREATED = "created", _("entered the client")
        CHANGED = "changed", _("changed the card")
        OFFICE = "office", _("decided on an office")
        NOTE = "note", _("wrote a note")

    #: Kept when the card is erased: the trace then says only that there was one.
    client = models.ForeignKey(Client, on_delete=models.SET_NULL, null=True, related_name="traces")
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who")
    )
    deed = models.CharField(_("what"), max_length=8, choices=Deed)
    at = models.DateTimeField(_("when"))

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("trace of access")
        verbose_name_plural = _("access log")
        indexes = [models.Index(fields=["-at", "-id"], name="clients_trace_newest")]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.deed} {self.client_id}"
