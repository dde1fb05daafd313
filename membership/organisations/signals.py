"""What happens to bodies of the register."""

from django.dispatch import Signal

#: Bodies are about to be removed with a unit whose founding is taken back: rooms above let go of
#: what was merely claimed in them. Carries ``body_ids``.
bodies_go = Signal()
