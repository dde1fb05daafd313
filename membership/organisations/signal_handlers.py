"""Reactions to acts on territories."""

from typing import Any

from django.dispatch import receiver

from membership.organisations import services
from portal.territories.signals import act_performed, act_taken_back


@receiver(act_performed, dispatch_uid="organisations.follow_act")
def follow_act(*, unit_ids: list[int], **_: Any) -> None:
    """Bodies are dissolved, taken over, renamed and offered with their municipality."""
    services.follow_act(unit_ids=unit_ids)


@receiver(act_taken_back, dispatch_uid="organisations.follow_back")
def follow_back(*, unit_ids: list[int], founded_ids: list[int], **_: Any) -> None:
    """And go back with it."""
    services.follow_act(unit_ids=[pk for pk in unit_ids if pk not in founded_ids])
    services.drop_bodies_of(unit_ids=founded_ids)
