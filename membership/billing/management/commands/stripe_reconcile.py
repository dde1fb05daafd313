"""``manage.py stripe_reconcile --from 2026-11-01 --to 2026-11-30``."""

from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from membership.billing.gateways import stripe as gateway
from membership.billing.reconciling import services
from portal.core import clock, money


class Command(BaseCommand):
    """Compares the days of a period with Stripe and lists the differences; exit code 1 if any."""

    help = "Compare a period with Stripe: payments, refunds, disputes, sums."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Both ends count; yesterday when nothing is given."""
        parser.add_argument("--from", dest="first", type=date.fromisoformat)
        parser.add_argument("--to", dest="last", type=date.fromisoformat)

    def handle(self, *args: Any, **options: Any) -> None:
        """Keep the comparison for staff, and print it."""
        if not gateway.is_offered():
            raise CommandError("Cards are off: STRIPE_SECRET_KEY is not set.")
        last = options["last"] or clock.today() - timedelta(days=1)
        first = options["first"] or last
        if first > last:
            raise CommandError("The period ends before it begins.")
        found = services.reconcile(first=first, last=last, at=clock.now())
        sums = [
            (money.Money(found.theirs_tyiyn), money.Money(found.ours_tyiyn)),
            *found.foreign_sums,
        ]
        for place, (side, count) in enumerate(
            (("Stripe", found.theirs_count), ("here", found.ours_count))
        ):
            together = ", ".join(str(pair[place]) for pair in sums)
            self.stdout.write(f"{side}: {count} movements, {together}")
        for one in found.differences:
            what, how = services.in_words(one)
            theirs, ours = (
                money.Money(one[side], one["currency"]) for side in ("theirs_tyiyn", "ours_tyiyn")
            )
            self.stdout.write(f"{what} {one['reference']}: {how} ({theirs} / {ours})")
        if found.differences:
            raise CommandError(f"{len(found.differences)} differences")
        self.stdout.write("No differences.")
