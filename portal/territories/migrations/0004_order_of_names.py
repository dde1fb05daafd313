"""Names are put in the order of the alphabet by keys that every database sorts alike."""

from django.db import migrations

from portal.core import letters


def order_anew(apps, schema_editor):
    Territory = apps.get_model("territories", "Territory")
    rows = list(Territory.objects.only("pk", "name_ky", "sort_key"))
    for row in rows:
        row.sort_key = letters.sort_key(row.name_ky)[:120]
    Territory.objects.bulk_update(rows, ["sort_key"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [("territories", "0003_acts")]

    operations = [migrations.RunPython(order_anew, migrations.RunPython.noop)]
