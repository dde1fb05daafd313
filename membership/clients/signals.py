"""Facts the client base announces. Each is sent inside the transaction that made it true."""

from django.dispatch import Signal

#: An account has its card, newly made or found. Sent once per account.
#: Arguments: ``client_id`` (int), ``user_id`` (int).
client_opened = Signal()

#: A person named an office that nobody has checked yet. Sent once for each claim.
#: Arguments: ``office_id`` (int), ``client_id`` (int).
office_claimed = Signal()

#: A member of staff has checked that a person holds an office.
#: Arguments: ``office_id`` (int), ``client_id`` (int).
office_verified = Signal()

#: A claim to an office was found wrong. Arguments: ``office_id`` (int), ``client_id`` (int).
office_declined = Signal()

#: The holder of an office has given it to a successor in the same body. What belongs to the body
#: goes with it; what is the person's own stays hers.
#: Arguments: ``office_id`` (int), ``organisation_id`` (int), ``territory_id`` (int or None),
#: ``from_client_id`` (int), ``to_client_id`` (int), ``from_user_id`` and ``to_user_id`` (int or
#: None), ``handed_over_at`` (aware datetime).
office_handed_over = Signal()

#: A confirmed office has ended: its holder or staff said so, or it was handed over.
#: Arguments: ``office_id`` (int), ``client_id`` (int).
office_ended = Signal()

#: A client agreed to something or took it back.
#: Arguments: ``client_id`` (int), ``service`` (str), ``channel`` (str).
consents_changed = Signal()

#: Two cards became one; everything has moved. Arguments: ``kept_id`` (int), ``gone_id`` (int).
clients_merged = Signal()

#: A merge was undone; both cards stand as they did. Arguments: ``kept_id`` (int),
#: ``gone_id`` (int).
merge_undone = Signal()

#: A spreadsheet was taken over or taken back, in statements over whole sets that announce nothing
#: for single cards: whoever keeps something about the changed ones looks at them again.
#: Arguments: ``sheet_id`` (int).
clients_imported = Signal()
