"""The report on processing of personal data: what is held and why, and what people agreed to.

Law No. 58 of 2008 and the Digital Code of 2025 ask the holder for both.
"""

import csv
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db.models import Count, Max, Min, Q
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from membership.clients import purposes
from membership.clients.models import Client, Consent
from portal.core import privacy
from portal.core.audience import Channel, Service


@dataclass(frozen=True, slots=True)
class Line:
    """One text that people were asked to agree to, with what came of it."""

    purpose: str
    service: str
    channel: str
    version: str
    in_force: int
    withdrawn: int
    on_site: int
    on_paper: int
    by_phone: int
    first: Any
    last: Any


def lines() -> list[Line]:
    """Consents by purpose, service, channel and version. One query."""
    services, channels = dict(Service.choices), dict(Channel.choices)
    paper = Q(how=Consent.How.PAPER)
    spoken = Q(how__in=[Consent.How.PHONE, Consent.How.SPOKEN])
    rows = (
        Consent.objects.order_by("purpose", "service", "channel", "version")
        .values("purpose", "service", "channel", "version")
        .annotate(
            in_force=Count("pk", filter=Q(withdrawn_at=None)),
            withdrawn=Count("pk", filter=Q(withdrawn_at__isnull=False)),
            on_site=Count("pk", filter=~paper & ~spoken),
            on_paper=Count("pk", filter=paper),
            by_phone=Count("pk", filter=spoken),
            first=Min("given_at"),
            last=Max("given_at"),
        )
    )
    return [_line(dict(row), dict(purposes.choices()), services, channels) for row in rows]


def _line(row: dict[str, Any], *names: dict[str, Any]) -> Line:
    """A row with words in place of codes."""
    fields = zip(("purpose", "service", "channel"), names, strict=True)
    words = {field: str(known.get(row[field], row[field])) for field, known in fields}
    return Line(**{**row, **words})


class ProcessingView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """The report on a screen."""

    model = Client
    any_permission_required = ["view"]
    template_name = "clients/admin/processing.html"
    page_title = gettext_lazy("Processing of personal data")
    header_icon = "lock"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Both tables."""
        return super().get_context_data(
            holdings=[line for _name, line in privacy.holdings()], lines=lines(), **kwargs
        )


@require_safe
@permission_required("clients.view_client", raise_exception=True)
def export(_request: HttpRequest) -> HttpResponse:
    """The same as a CSV file for the registry of holders. It holds numbers, nobody's data."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="processing.csv"'
    answer.write("\ufeff")
    writer = csv.writer(answer, delimiter=";")
    writer.writerow([_("Data"), _("What for"), _("On what ground"), _("How long")])
    for _name, line in privacy.holdings():
        writer.writerow([line.data, line.purpose, line.basis, line.kept_for])
    writer.writerow([])
    writer.writerow([
        _("Purpose"), _("Service"), _("Channel"), _("Version"), _("In force"), _("Taken back"),
        _("On the site"), _("On paper"), _("By phone"), _("First"), _("Last"),
    ])  # fmt: skip
    for row in lines():
        writer.writerow([
            row.purpose, row.service, row.channel, row.version, row.in_force, row.withdrawn,
            row.on_site, row.on_paper, row.by_phone, _day(row.first), _day(row.last),
        ])  # fmt: skip
    return answer


def _day(moment: Any) -> str:
    return date_format(localtime(moment), "SHORT_DATE_FORMAT") if moment else ""
