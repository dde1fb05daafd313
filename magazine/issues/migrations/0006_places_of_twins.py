"""Articles whose place only one language named: the other takes it over."""

from django.db import migrations


def take_over_places(apps, schema_editor):
    articles = apps.get_model("issues", "ArticlePage").objects
    revisions = apps.get_model("wagtailcore", "Revision").objects
    for one in articles.filter(territory=None):
        twins = articles.filter(translation_key=one.translation_key).exclude(territory=None)
        place = twins.values_list("territory", flat=True).first()
        if place is None:
            continue
        articles.filter(pk=one.pk).update(territory=place)
        for revision in revisions.filter(pk=one.latest_revision_id):
            revision.content["territory"] = place
            revision.save(update_fields=["content"])


class Migration(migrations.Migration):

    dependencies = [
        ("issues", "0005_place_of_an_article"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(take_over_places, migrations.RunPython.noop)]
