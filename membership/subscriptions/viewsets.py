"""What staff see of plans, orders and terms."""

from wagtail.admin.viewsets.model import ModelViewSet

from membership.subscriptions.models import Order, Term


class OrderViewSet(ModelViewSet):
    model = Order
    name = "subscriptions_orders"
    icon = "form"
    form_fields = ["recipient_name", "recipient_address"]
    inspect_view_enabled = True
    copy_view_enabled = False


class TermViewSet(ModelViewSet):
    model = Term
    name = "subscriptions_terms"
    icon = "date"
    form_fields = ["state_reason"]
    inspect_view_enabled = True
    copy_view_enabled = False


orders, terms = OrderViewSet(), TermViewSet()
