from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0007_synonym_edition")]

    operations = [
        migrations.AddField(
            model_name="wish",
            name="had_answers",
            field=models.BooleanField(default=True),
        ),
    ]
