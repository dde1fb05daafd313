"""Facts subscriptions announces, inside the transaction that made them true."""

from django.dispatch import Signal

#: Somebody ordered a subscription. Arguments: ``order_id`` (int), ``placed_at`` (aware datetime).
order_placed = Signal()

#: A term of access is open: paid, sponsored or free of charge. Sent once per term.
#: Arguments: ``term_id`` (int), ``opened_at`` (aware datetime).
term_opened = Signal()
