"""The source of the number of municipalities in Kyrgyz; known of the number laid at the start."""

from django.db import migrations, models

_LAID = "Нацстатком КР, 2026 (по описанию github.com/circularsquare/maps)"
_IN_KYRGYZ = "КР Улутстаткому, 2026 (github.com/circularsquare/maps сыпаттамасы боюнча)"


def tell_in_kyrgyz(apps, _editor):
    """Only of the row as it was laid: what staff typed since they know themselves."""
    universe = apps.get_model("territories", "Universe")
    universe.objects.filter(source=_LAID).update(source_ky=_IN_KYRGYZ)


class Migration(migrations.Migration):
    dependencies = [("territories", "0004_order_of_names")]

    operations = [
        migrations.AddField(
            model_name="universe",
            name="source_ky",
            field=models.CharField(
                blank=True, default="", max_length=250, verbose_name="source in Kyrgyz"
            ),
            preserve_default=False,
        ),
        migrations.RunPython(tell_in_kyrgyz, migrations.RunPython.noop, elidable=True),
    ]
