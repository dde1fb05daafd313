from django.conf import settings
from django.db import migrations, models
from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest

SEEN = ("visit.signed_in", "page.read", "document.downloaded", "search.nothing", "mail.followed")


def look_back(apps, schema_editor):
    """What timelines and accounts know already; the nightly check keeps to it from then on."""
    clients, entries, users = (
        apps.get_model(name).objects
        for name in ("clients.Client", "clients.TimelineEntry", settings.AUTH_USER_MODEL)
    )
    hers = entries.filter(client=OuterRef("pk"), kind__in=SEEN, withdrawn_at=None).order_by()
    noted = Subquery(hers.values("client").annotate(last=Max("happened_at")).values("last"))
    login = Subquery(users.filter(pk=OuterRef("user")).values("last_login"))
    clients.update(seen_at=Greatest(Coalesce(noted, login), Coalesce(login, noted)))


class Migration(migrations.Migration):
    dependencies = [
        ("clients", "0019_samples_of_sheets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="client",
            name="seen_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="last seen"),
        ),
        migrations.RunPython(look_back, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="client",
            index=models.Index(
                fields=["category", "language", "seen_at", "source", "id"],
                name="clients_by_last_seen",
            ),
        ),
    ]
