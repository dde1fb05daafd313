"""What stands at the foot of every page is chosen; what stands there today stays."""

from django.db import migrations


def keep_the_foot(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    Page.objects.filter(depth=3).update(show_in_menus=True)


class Migration(migrations.Migration):

    dependencies = [("home", "0004_blocks"), ("wagtailcore", "0098_apitoken")]

    operations = [migrations.RunPython(keep_the_foot, migrations.RunPython.noop)]
