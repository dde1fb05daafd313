"""The signed link of a registration: whoever has it may look, join and cancel."""

from django.core.signing import BadSignature, Signer

_signer = Signer(salt="portal.events.registration")


def sign(registration_id: int) -> str:
    """The part of the address that stands for a registration."""
    return _signer.sign(str(registration_id))


def read(token: str) -> int | None:
    """The registration a link was made for; None when it was not made by us."""
    try:
        return int(_signer.unsign(token))
    except (BadSignature, ValueError):
        return None
