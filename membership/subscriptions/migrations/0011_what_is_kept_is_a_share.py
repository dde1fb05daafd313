import portal.core.percent_field
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('subscriptions', '0010_what_an_order_promises'),
    ]

    operations = [
        migrations.AlterField(
            model_name='refundrule',
            name='kept_share',
            field=portal.core.percent_field.HundredthsField(default=0, help_text='Of the price of the unused days, for example 10 or 12,5.', most=10000, verbose_name='kept by the publisher, percent'),
        ),
    ]
