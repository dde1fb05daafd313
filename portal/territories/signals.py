"""What happens in the register."""

from django.dispatch import Signal

#: An act was entered and the register says so. Sent inside its transaction.
#: Arguments: ``act_id`` (int), ``unit_ids`` (list of int): the units it ended, founded, changed.
act_performed = Signal()

#: An act was taken back and the register is as before; the units it founded are removed right
#: after, in the same transaction. Arguments: ``act_id``, ``unit_ids`` (all of its units),
#: ``founded_ids`` (those that go away).
act_taken_back = Signal()
