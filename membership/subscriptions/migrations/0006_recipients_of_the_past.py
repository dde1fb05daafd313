"""Recipients get rows of their own, and terms remember the plan they were ordered under."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def keep(apps, schema_editor):
    Order = apps.get_model("subscriptions", "Order")
    Recipient = apps.get_model("subscriptions", "Recipient")
    Term = apps.get_model("subscriptions", "Term")
    printed = Order.objects.exclude(recipient_address="").select_related("plan")
    Recipient.objects.bulk_create(
        (
            Recipient(
                order=order, name=order.recipient_name, address=order.recipient_address,
                copies=max(1, order.plan.copies * order.quantity), language=order.language,
            )
            for order in printed.iterator()
        ),
        batch_size=500,
    )
    plans = Order.objects.filter(pk=OuterRef("order")).values("plan")[:1]
    Term.objects.exclude(order=None).update(plan=Subquery(plans))


def put_back(apps, schema_editor):
    Order = apps.get_model("subscriptions", "Order")
    Recipient = apps.get_model("subscriptions", "Recipient")
    for one in Recipient.objects.filter(position=0).iterator():
        Order.objects.filter(pk=one.order_id).update(
            recipient_name=one.name, recipient_address=one.address
        )


class Migration(migrations.Migration):
    dependencies = [("subscriptions", "0005_groups_recipients_and_changes")]
    operations = [migrations.RunPython(keep, put_back)]
