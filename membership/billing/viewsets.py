"""What staff see of invoices and money."""

from wagtail.admin.viewsets.model import ModelViewSet

from membership.billing.models import Invoice


class InvoiceViewSet(ModelViewSet):
    """Invoices are read here and changed only through the actions on their card."""

    model = Invoice
    name = "billing_invoices"
    icon = "doc-full"
    list_display = ["number", "client", "total_tyiyn", "status", "due_on"]
    list_filter = ["status", "due_on"]
    form_fields = ["due_on"]
    inspect_view_enabled = True
    copy_view_enabled = False


invoices = InvoiceViewSet()
