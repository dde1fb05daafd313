"""Orders and changes of plan keep what was promised, as they keep the price."""

import django.core.validators
from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

GIVEN = ("opens", "copies", "seats")


def fill(apps, schema_editor):
    Plan = apps.get_model("subscriptions", "Plan")
    for model, plan, names in (
        ("Order", "plan", (*GIVEN, "months", "issues")),
        ("PlanChange", "to_plan", GIVEN),
    ):
        of_row = Plan.objects.filter(pk=OuterRef(plan))
        promised = {name: Subquery(of_row.values(name)[:1]) for name in names}
        apps.get_model("subscriptions", model).objects.update(**promised)


class Migration(migrations.Migration):
    dependencies = [
        ("billing", "0008_tasks_of_disputes"),
        ("clients", "0015_who_took_a_sheet_back"),
        ("subscriptions", "0009_what_follows_what"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="order",
            name="copies",
            field=models.PositiveSmallIntegerField(
                default=0,
                validators=[django.core.validators.MaxValueValidator(500)],
                verbose_name="printed copies of each issue",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="issues",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="So many issues from the day it opens; leave the months empty.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(120),
                ],
                verbose_name="issues",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="months",
            field=models.PositiveSmallIntegerField(
                blank=True,
                default=12,
                help_text="Leave it empty for a plan that lasts a number of issues.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(60),
                ],
                verbose_name="months",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="opens",
            field=models.CharField(
                choices=[
                    ("magazine_online", "Magazine online"),
                    ("magazine_print", "Printed magazine"),
                    ("both", "Magazine online and printed"),
                ],
                default="magazine_online",
                max_length=20,
                verbose_name="opens",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="order",
            name="seats",
            field=models.PositiveSmallIntegerField(
                default=0,
                help_text="For offices: 0 lets everybody read who holds a confirmed office there.",
                validators=[django.core.validators.MaxValueValidator(500)],
                verbose_name="seats",
            ),
        ),
        migrations.AddField(
            model_name="planchange",
            name="copies",
            field=models.PositiveSmallIntegerField(
                default=0,
                validators=[django.core.validators.MaxValueValidator(500)],
                verbose_name="printed copies of each issue",
            ),
        ),
        migrations.AddField(
            model_name="planchange",
            name="opens",
            field=models.CharField(
                choices=[
                    ("magazine_online", "Magazine online"),
                    ("magazine_print", "Printed magazine"),
                    ("both", "Magazine online and printed"),
                ],
                default="magazine_online",
                max_length=20,
                verbose_name="opens",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="planchange",
            name="seats",
            field=models.PositiveSmallIntegerField(
                default=0,
                help_text="For offices: 0 lets everybody read who holds a confirmed office there.",
                validators=[django.core.validators.MaxValueValidator(500)],
                verbose_name="seats",
            ),
        ),
        migrations.AddField(
            model_name="prolongation",
            name="pause",
            field=models.ForeignKey(blank=True, null=True, on_delete=models.CASCADE, related_name="prolongations", to="subscriptions.printpause"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("issues", None), ("months__gte", 1)),
                    models.Q(("issues__gte", 1), ("months", None)),
                    _connector="OR",
                ),
                name="subscriptions_order_has_one_length",
            ),
        ),
    ]
