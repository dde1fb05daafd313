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

#: A payer's card at the provider is kept, changed or gone.
#: Arguments: ``client_id`` (int), ``is_kept`` (bool), ``at`` (aware datetime).
card_changed = Signal()

#: A kept card was declined when it was charged for an invoice. Arguments: ``invoice_id`` (int),
#: ``refusal`` (str, the provider's word), ``at`` (aware datetime).
card_declined = Signal()

#: An invoice will not be paid. Arguments: ``invoice_id`` (int), ``cancelled_at`` (aware datetime).
invoice_cancelled = Signal()
