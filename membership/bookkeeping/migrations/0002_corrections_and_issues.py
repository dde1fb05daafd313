"""Details of payers in both languages, papers declared void, acts that count issues."""

from django.db import migrations, models
from django.db.models import Q

SPOKEN = {
    "name": (250, "full name in Kyrgyz", "full name in Russian"),
    "address": (300, "legal address in Kyrgyz", "legal address in Russian"),
    "bank": (200, "bank in Kyrgyz", "bank in Russian"),
    "head_post": (120, "post of who signs, in Kyrgyz", "post of who signs, in Russian"),
    "acts_by": (160, "acts on the basis of, in Kyrgyz", "acts on the basis of, in Russian"),
}


def text(length, label):
    return models.CharField(label, max_length=length, blank=True)


class Migration(migrations.Migration):
    dependencies = [("bookkeeping", "0001_initial")]

    operations = [
        *(
            operation
            for name, (length, kyrgyz, russian) in SPOKEN.items()
            for operation in (
                migrations.RenameField("payerdetails", name, f"{name}_ru"),
                migrations.AlterField("payerdetails", f"{name}_ru", text(length, russian)),
                migrations.AddField(
                    "payerdetails", f"{name}_ky", models.CharField(kyrgyz, max_length=length, blank=True, default=""),
                    preserve_default=False,
                ),
            )
        ),
        migrations.AddConstraint(
            "payerdetails",
            models.CheckConstraint(
                condition=~Q(name_ky="", name_ru=""), name="bookkeeping_payer_has_a_name"
            ),
        ),
        migrations.AddField(
            "paper", "issues", models.PositiveIntegerField("issues", null=True, blank=True)
        ),
        migrations.AddField(
            "paper", "voided_at", models.DateTimeField("void since", null=True, blank=True)
        ),
        migrations.AddField(
            "paper", "void_reason",
            models.CharField("why void", max_length=300, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.RemoveConstraint("paper", "bookkeeping_one_contract_an_invoice"),
        migrations.RemoveConstraint("paper", "bookkeeping_one_act_a_period"),
        migrations.AddConstraint(
            "paper",
            models.UniqueConstraint(
                fields=["kind", "invoice"],
                condition=Q(kind__in=["offer", "contract"], voided_at=None),
                name="bookkeeping_one_contract_an_invoice",
            ),
        ),
        migrations.AddConstraint(
            "paper",
            models.UniqueConstraint(
                fields=["invoice", "starts_on"],
                condition=Q(kind="act", voided_at=None),
                name="bookkeeping_one_act_a_period",
            ),
        ),
    ]
