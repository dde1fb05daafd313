"""What happens in search."""

from django.dispatch import Signal

#: An entry has appeared that answers what somebody wanted to be told of. Sent once for each wish,
#: inside a transaction. Arguments: ``wish_id`` (int), ``kind`` (str), ``entry_id`` (int).
wanted_entry_found = Signal()

#: A member who is signed in searched and nothing was found. Arguments: ``user_id`` (int),
#: ``text`` (str), ``locale`` (str), ``searched_at`` (aware datetime).
nothing_found = Signal()
