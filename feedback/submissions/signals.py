"""Facts this room announces. Each is sent inside the transaction that made it true."""

from django.dispatch import Signal

#: A member sent a practice in, for the first time or again after corrections.
#: Arguments: ``submission_id`` (int), ``received_at`` (aware datetime), ``again`` (bool).
submission_received = Signal()

#: The practice made of a submission is on the site. Sent once per submission and publication;
#: further languages and republishing announce nothing.
#: Arguments: ``submission_id`` (int), ``page_id`` (int), ``published_at`` (aware datetime).
submission_published = Signal()
