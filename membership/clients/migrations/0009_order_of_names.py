"""Names are put in the order of the alphabet by keys that every database sorts alike."""

from django.db import migrations

from portal.core import letters


def order_anew(apps, schema_editor):
    Client = apps.get_model("clients", "Client")
    rows = list(Client.objects.only("pk", "name", "sort_key"))
    for row in rows:
        row.sort_key = letters.sort_key(row.name)[:250]
    Client.objects.bulk_update(rows, ["sort_key"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [("clients", "0008_tasks_merges_sheets")]

    operations = [migrations.RunPython(order_anew, migrations.RunPython.noop)]
