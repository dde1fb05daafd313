"""Renewals placed before remember what they follow, and those told of a sum the plan behind it."""

import uuid

from django.db import migrations
from django.db.models import OuterRef, Subquery

#: As ``services.renewals`` makes the key of a renewal.
_RENEWALS = uuid.UUID("5f0e0c3e-93a5-4a4a-8a5e-1d8c1b0d6e57")


def keep(apps, schema_editor):
    Term = apps.get_model("subscriptions", "Term")
    Order = apps.get_model("subscriptions", "Order")
    AutoRenewal = apps.get_model("subscriptions", "AutoRenewal")
    paid = Term.objects.exclude(order=None).values_list("pk", flat=True)
    terms = {uuid.uuid5(_RENEWALS, f"term:{pk}"): pk for pk in paid}
    following = [
        Order(pk=pk, follows_id=terms[key])
        for pk, key in Order.objects.values_list("pk", "form_key")
        if key in terms
    ]
    Order.objects.bulk_update(following, ["follows"], batch_size=500)
    told = AutoRenewal.objects.exclude(told_tyiyn=None)
    plans = Term.objects.filter(pk=OuterRef("term")).values("plan")[:1]
    told.filter(order=None).update(told_plan=Subquery(plans))
    ordered = Order.objects.filter(pk=OuterRef("order")).values("plan")[:1]
    told.exclude(order=None).update(told_plan=Subquery(ordered))


class Migration(migrations.Migration):
    dependencies = [("subscriptions", "0008_plans_of_next_terms")]
    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
