import portal.core.percent_field
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('billing', '0008_tasks_of_disputes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='taxrate',
            name='rate',
            field=portal.core.percent_field.HundredthsField(help_text='For example 12 or 12,5. Zero ends the tax from that day.', most=5000, verbose_name='rate, percent'),
        ),
    ]
