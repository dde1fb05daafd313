"""What the desk tells others. Sent inside the transaction of the deed."""

from django.dispatch import Signal

#: Somebody asked. Arguments: ``inquiry_id`` (int), ``client_id`` (int or None).
inquiry_received = Signal()

#: An inquiry was answered. Arguments: ``inquiry_id`` (int), ``answered_at`` (aware datetime).
inquiry_answered = Signal()
