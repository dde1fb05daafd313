"""``manage.py stripe_replay evt_…`` or ``--from 2026-11-01 --to 2026-11-02``."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from membership.billing import notices
from membership.billing.gateways import stripe as gateway
from membership.billing.gateways import stripe_books
from membership.billing.models import ProviderNotice
from portal.core import clock


class Command(BaseCommand):
    """Acts once more on kept notices, oldest first. What they brought before is not done twice."""

    help = "Act again on kept notices of Stripe, by id or by the days on which they came."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ids, or a period, or what was never acted on."""
        parser.add_argument("ids", nargs="*", help="ids as Stripe names them: evt_…")
        parser.add_argument("--from", dest="first", type=date.fromisoformat)
        parser.add_argument("--to", dest="last", type=date.fromisoformat)
        parser.add_argument("--waiting", action="store_true", help="only those not acted on yet")
        parser.add_argument(
            "--fetch",
            action="store_true",
            help="first ask Stripe for notices of the period that never arrived (thirty days back)",
        )
        parser.add_argument("--list", action="store_true", help="only say which ones")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each notice; exit code 1 if any failed."""
        chosen = self._chosen(**options)
        failed = 0
        for notice in chosen:
            outcome = "chosen" if options["list"] else self._act(notice)
            failed += outcome.startswith("failed")
            self.stdout.write(f"{notice.external_id} {notice.kind}: {outcome}")
        self.stdout.write(f"{len(chosen)} notices, {failed} failed")
        if failed:
            raise CommandError("Some notices could not be acted on.")

    def _chosen(
        self, *, ids: list[str], first: date | None, last: date | None, **options: Any
    ) -> list[ProviderNotice]:
        if not ids and not first and not options["waiting"]:
            raise CommandError("Name notices, or a period, or --waiting.")
        last = last or first
        if options["fetch"] and first and last:
            self._fetch(first, last)
        found: QuerySet[ProviderNotice] = ProviderNotice.objects.filter(provider=gateway.PROVIDER)
        if ids:
            found = found.filter(external_id__in=ids)
            if unknown := set(ids) - set(found.values_list("external_id", flat=True)):
                raise CommandError(f"Not kept here: {', '.join(sorted(unknown))}")
        if first and last:
            found = found.filter(
                received_at__gte=clock.start_of(first), received_at__lt=clock.end_of(last)
            )
        if options["waiting"]:
            found = found.filter(acted_on_at=None)
        return list(found.order_by("received_at", "pk"))

    def _fetch(self, first: date, last: date) -> None:
        kept = 0
        for event in stripe_books.notices(clock.start_of(first), clock.end_of(last)):
            known = {"provider": gateway.PROVIDER, "external_id": event["id"]}
            if not ProviderNotice.objects.filter(**known).exists():
                notices.keep_notice(**known, kind=event["type"], payload=event)
                kept += 1
        self.stdout.write(f"{kept} notices fetched that had never arrived")

    def _act(self, notice: ProviderNotice) -> str:
        try:
            notices.replay(notice_id=notice.pk)
        except Exception as error:
            return f"failed: {error!r}"
        return "done"
