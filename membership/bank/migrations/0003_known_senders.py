from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('bank', '0002_senders_are_learned_from_lines'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='payeralias',
            options={'verbose_name': 'known sender', 'verbose_name_plural': 'known senders'},
        ),
    ]
