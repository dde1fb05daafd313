"""Facts billing announces, inside the transaction that made them true."""

from django.dispatch import Signal

#: A new invoice stands. Arguments: ``invoice_id`` (int), ``issued_at`` (aware datetime).
invoice_issued = Signal()

#: An invoice is paid in full. Sent inside the transaction that recorded the last payment.
#: Arguments: ``invoice_id`` (int), ``settled_at`` (aware datetime).
invoice_settled = Signal()

#: Money was given back, so a settled invoice is owed again.
#: Arguments: ``invoice_id`` (int), ``reopened_at`` (aware datetime).
invoice_reopened = Signal()

#: An invoice will not be paid. Arguments: ``invoice_id`` (int), ``cancelled_at`` (aware datetime).
invoice_cancelled = Signal()
