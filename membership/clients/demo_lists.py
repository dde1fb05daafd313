"""Lists from trainings in the demo: one taken over and half answered, one to be looked at."""

from datetime import datetime, timedelta
from typing import Any

from membership.accounts.models import User
from membership.clients import people_lists, services
from membership.clients.models import Invitation

_TAKEN_OVER = """Абдыкадырова Жыпаргүл, 0555 000 201, катчы
Байышов Нурлан Сапарович; nurlan.b@example.kg; айыл өкмөтүнүн башчысы
Исакова Айнура, ainura@example.kg, 0555 000 203
Мамбетов Талант, 0555 000 204, финансист
Осмонова Динара, dinara.o@example.kg
Чекиров Бакыт"""
_TO_BE_SEEN = """Алиева Гүлмира, gulmira.a@example.kg, адис
Жусупов Азамат, 0555 000 211
Кадырова Сайкал, saikal@example, катчы
Токтобаев Эрлан, 0555 000 212, депутат"""


def load(staff: User, now: datetime) -> None:
    """Enter both lists; of the first, two people have confirmed."""
    common: dict[str, Any] = {"language": "ky", "category": "lsg", "by_user_id": staff.pk}
    first = services.keep_list(
        title="Жергиликтүү бюджет боюнча окуу, Нарын",
        rows=people_lists.from_text(_TAKEN_OVER),
        held_on=(now - timedelta(days=20)).date(),
        at=now - timedelta(days=18),
        **common,
    )
    services.apply_list(list_id=first.pk, by_user_id=staff.pk, at=now - timedelta(days=18))
    answered = Invitation.objects.filter(source=first, sent_times=1).order_by("pk")[:2]
    for days, invitation in enumerate(answered, start=3):
        services.note_confirmed(client_id=invitation.client_id, at=now - timedelta(days=days))
    services.keep_list(
        title="Муниципалдык мүлк боюнча семинар, Ош",
        rows=people_lists.from_text(_TO_BE_SEEN),
        held_on=(now - timedelta(days=2)).date(),
        at=now - timedelta(days=1),
        **common,
    )
