"""Names that stand in rows cannot follow the language of who reads them: they say it in both."""

from django.db import migrations

GROUPS = {
    "Администратор клиентской базы": "Кардар базасынын администратору · Администратор клиентской базы",
    "Администратор контента": "Контент администратору · Администратор контента",
    "Editors": "Редакторлор · Редакторы",
    "Moderators": "Карап чыгуучулар · Модераторы",
}
REVIEW = {"Moderators approval": "Карап чыгуу · Проверка"}
ROOT_PAGE = {"Root": "Бардык барактар · Все страницы"}
ROOT_COLLECTION = {"Root": "Жалпы · Общее"}


def _rename(model, field, names):
    for before, after in names.items():
        model.objects.filter(**{field: before}).update(**{field: after})


def name_in_both(apps, schema_editor):
    _rename(apps.get_model("auth", "Group"), "name", GROUPS)
    _rename(apps.get_model("wagtailcore", "Workflow"), "name", REVIEW)
    _rename(apps.get_model("wagtailcore", "Task"), "name", REVIEW)
    _rename(apps.get_model("wagtailcore", "Collection"), "name", ROOT_COLLECTION)
    page = apps.get_model("wagtailcore", "Page")
    for before, after in ROOT_PAGE.items():
        page.objects.filter(depth=1, title=before).update(title=after, draft_title=after)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_number_sequence"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(name_in_both, migrations.RunPython.noop)]
