"""Facts about practices."""

from django.dispatch import Signal

#: A signed-in reader took the kit of a practice, a file of it, or its print sheet.
#: Arguments: ``user_id`` (int), ``practice_id`` (int), ``downloaded_at`` (aware datetime).
kit_downloaded = Signal()
