"""The order's own columns for one recipient are not needed any more."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("subscriptions", "0006_recipients_of_the_past")]
    operations = [
        migrations.RemoveField("order", "recipient_name"),
        migrations.RemoveField("order", "recipient_address"),
    ]
