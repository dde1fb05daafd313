"""Facts the practices announce. Each is sent inside the transaction that made it true."""

from django.dispatch import Signal

#: A municipality entered the ledger of a practice.
#: Arguments: ``adoption_id`` (int), ``step_id`` (int), ``told_at`` (aware datetime).
adoption_recorded = Signal()

#: A municipality told more, or moved to another state.
#: Arguments: ``adoption_id`` (int), ``step_id`` (int), ``before`` (str), ``told_at``.
adoption_moved = Signal()

#: An entry was taken out of the ledger as a mistake.
#: Arguments: ``adoption_id`` (int), ``withdrawn_at`` (aware datetime).
adoption_withdrawn = Signal()
