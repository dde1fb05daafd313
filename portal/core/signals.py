"""Facts of the floor. Each is sent inside the transaction that made it true."""

from django.dispatch import Signal

#: Names were taken out of published pages without publishing them again.
#: Arguments: ``page_ids`` (list of int).
names_taken_out = Signal()
