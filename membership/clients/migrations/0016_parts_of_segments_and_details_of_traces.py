"""Parts of segments are found by a name, no longer by their place; traces tell what was changed."""

import secrets

from django.db import migrations, models


def name_parts(apps, schema_editor):
    for segment in apps.get_model("clients", "Segment").objects.all():
        _name_below(segment.tree)
        segment.save(update_fields=["tree"])


def _name_below(node):
    for child in node.get("of", []):
        child.setdefault("id", secrets.token_hex(4))
        _name_below(child)


class Migration(migrations.Migration):
    dependencies = [("clients", "0015_who_took_a_sheet_back")]

    operations = [
        migrations.AddField(
            model_name="accesstrace",
            name="details",
            field=models.JSONField(default=list, editable=False),
        ),
        migrations.AddField(
            model_name="sheetexport",
            name="language",
            field=models.CharField(default="ru", max_length=2),
        ),
        migrations.RunPython(name_parts, migrations.RunPython.noop),
    ]
