"""Facts of the floor. Each is sent inside the transaction that made it true."""

from django.dispatch import Signal

#: Names were taken out of published pages without publishing them again.
#: Arguments: ``page_ids`` (list of int).
names_taken_out = Signal()

#: A member who is signed in opened a page in full. Sent by pages that have a ``reading_kind``,
#: outside a transaction. Arguments: ``user_id`` (int), ``page_id`` (int), ``kind`` (str),
#: ``title`` (str), ``url`` (str), ``read_at`` (aware datetime).
page_read = Signal()

#: A letter or a text message was handed over. Arguments: ``letter_id`` (int), ``channel`` (str),
#: ``to`` (str), ``subject`` (str), ``is_told`` (bool: it is no part of signing in),
#: ``sent_at`` (aware datetime).
letter_sent = Signal()

#: A mail server said for good that nobody is at an address: at once, or later by a notice.
#: Arguments: ``channel`` (str), ``to`` (str), ``said`` (str), ``refused_at`` (aware datetime).
letter_refused = Signal()
