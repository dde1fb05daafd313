"""Entries for what happened before there was a ledger."""

from django.db import migrations
from django.utils import timezone

BATCH = 500


def _entry(apps, kind, debit, credit, amount, key, made_on, **facts):
    return apps.get_model("billing", "Entry")(
        kind=kind, debit=debit, credit=credit, amount_tyiyn=amount, key=key, made_on=made_on,
        **facts,
    )  # fmt: skip


def _of_invoices(apps):
    for invoice in apps.get_model("billing", "Invoice").objects.order_by("pk").iterator():
        about = {"invoice_id": invoice.pk, "client_id": invoice.client_id}
        yield _entry(
            apps, "issued", "receivable", "billed", invoice.total_tyiyn,
            f"invoice:{invoice.pk}", invoice.issued_on, currency=invoice.currency, **about,
        )  # fmt: skip
        if invoice.cancelled_at:
            yield _entry(
                apps, "cancelled", "billed", "receivable", invoice.total_tyiyn,
                f"invoice:{invoice.pk}:cancelled", timezone.localdate(invoice.cancelled_at),
                currency=invoice.currency, made_by_id=invoice.cancelled_by_id, **about,
            )  # fmt: skip


def _of_payments(apps):
    kept = apps.get_model("billing", "UnallocatedPayment").objects
    found = set(kept.exclude(became=None).values_list("became_id", flat=True))
    payments = apps.get_model("billing", "Payment").objects.select_related("invoice")
    for payment in payments.order_by("pk").iterator():
        sides = ("received", "received", "receivable")
        if payment.amount_tyiyn < 0:
            sides = ("refunded", "receivable", "refunded")
        elif payment.pk in found:
            sides = ("allocated", "unallocated", "receivable")
        yield _entry(
            apps, *sides, abs(payment.amount_tyiyn), f"payment:{payment.pk}",
            timezone.localdate(payment.received_at), currency=payment.invoice.currency,
            payment_id=payment.pk, invoice_id=payment.invoice_id,
            client_id=payment.invoice.client_id, made_by_id=payment.recorded_by_id,
        )  # fmt: skip
    for money in kept.order_by("pk").iterator():
        yield _entry(
            apps, "kept", "received", "unallocated", money.amount_tyiyn,
            f"unallocated:{money.pk}", timezone.localdate(money.received_at),
            unallocated_id=money.pk, made_by_id=money.recorded_by_id,
        )  # fmt: skip


def write_the_past(apps, schema_editor):
    entries = apps.get_model("billing", "Entry").objects
    entries.bulk_create(_of_invoices(apps), batch_size=BATCH, ignore_conflicts=True)
    entries.bulk_create(_of_payments(apps), batch_size=BATCH, ignore_conflicts=True)


class Migration(migrations.Migration):

    dependencies = [("billing", "0003_ledger")]

    operations = [migrations.RunPython(write_the_past, migrations.RunPython.noop)]
