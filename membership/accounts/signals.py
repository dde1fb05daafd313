"""Facts about accounts. Each is sent inside the transaction that made it true."""

from django.dispatch import Signal

#: A person has shown that an e-mail address or a phone number is hers. Sent on change only: signing
#: in again by a code to a proven contact announces nothing.
#: Arguments: ``user_id`` (int), ``channel`` ("email" or "phone").
contact_verified = Signal()

#: Somebody who registers, or who is long registered, has answered something about herself: a step
#: of the registration or a change of the profile. Listeners read the ``Registration`` afresh.
#: Arguments: ``user_id`` (int), ``answered_at`` (aware datetime), ``names_office`` (bool): she said
#: where and as what she serves, or changed it.
registration_answered = Signal()
