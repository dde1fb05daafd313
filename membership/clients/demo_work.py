"""What stands on the desk of the administrator in the sample: tasks, look-alikes, a spreadsheet."""

from datetime import timedelta
from pathlib import Path
from random import Random

from django.core.files.base import ContentFile

from membership.accounts.models import User
from membership.clients import services
from membership.clients.duplicates import merging, search
from membership.clients.models import Client, Contact, ManyDeed
from membership.clients.sheets import importing
from membership.clients.sheets.words import guess
from membership.clients.together import planning, undoing
from portal.core import clock

_LIST = Path(__file__).parent / "demo" / "training.csv"
#: What is to be done, and in how many days.
_TASKS = [
    (-3, "Кийинки жылдын жазылуусу жөнүндө чалуу"),
    (-1, "Уточнить почтовый адрес: журнал вернулся"),
    (0, "Жаңы төраганын байланышын сурап алуу"),
    (0, "Позвонить и помочь с регистрацией"),
    (2, "Окуунун катышуучулар тизмесин толуктоо"),
    (5, "Отправить счёт на подписку ещё раз"),
    (12, "Тажрыйбаны жарыялоо жөнүндө макулдашуу"),
]


def load(random: Random) -> None:
    """Write it once, in the name of the administrator."""
    staff = User.objects.filter(email="clients@example.kg").first()
    people = list(Client.objects.persons().without_account().order_by("pk")[:40])
    if staff is None or len(people) < len(_TASKS) + 4:
        return
    _give_tasks(staff, people, random)
    _twins(staff, people[-4:])
    for contact in Contact.objects.filter(client__in=people[8:11]):
        services.mark_dead(channel=contact.channel, value=contact.value, at=clock.now())
    search.compare(client_ids=Client.objects.values_list("pk", flat=True), at=clock.now())
    _keep_list(staff)
    _tag_several(staff)


def _tag_several(staff: User) -> None:
    """Deeds on many: one may still be taken back, one was."""
    told = {"tag": "Мисал · Пример: конкурс 2026"}
    for query, days in (("category=expert", 6), ("category=donor", 2)):
        at = clock.now() - timedelta(days=days)
        planning.carry_out("tag", told, query, by_user_id=staff.pk, at=at)
    last = ManyDeed.objects.first()
    if last is not None:
        undoing.take_back(deed_id=last.pk, by_user_id=staff.pk, at=clock.now() - timedelta(days=1))


def _give_tasks(staff: User, people: list[Client], random: Random) -> None:
    for number, (days, text) in enumerate(_TASKS):
        services.give_task(
            client_id=people[number].pk,
            text=text,
            due_on=clock.today() + timedelta(days=days),
            assignee_id=staff.pk if random.random() < 0.8 else None,
            by_user_id=staff.pk,
            at=clock.now() - timedelta(days=4),
        )


def _twins(staff: User, people: list[Client]) -> None:
    """Two people entered a second time in other letters; one pair is merged already."""
    cards = []
    for number, person in enumerate(people[:2]):
        phone = f"+99650009990{number}"
        services.add_contact(client_id=person.pk, channel="phone", value=phone)
        twin = Client(
            family_name=person.given_name,
            given_name=person.family_name,
            category=person.category,
            territory_id=person.territory_id,
            postal_address="Ленин көчөсү, 12",
        )
        number_of_card = services.enter_client(
            client=twin, email="", phone=phone, by_user_id=staff.pk, at=clock.now()
        )
        cards.append((person.pk, number_of_card))
    kept_id, gone_id = cards[0]
    merging.merge(
        kept_id=kept_id, gone_id=gone_id, taken=set(), by_user_id=staff.pk, at=clock.now()
    )


def _keep_list(staff: User) -> None:
    """A list from a training, read and waiting for her word."""
    sheet = importing.keep(
        file=ContentFile(_LIST.read_bytes(), name=_LIST.name),
        name="Окуу, катышуучулар.csv",
        by_user_id=staff.pk,
        at=clock.now(),
    )
    importing.begin_reading(sheet_id=sheet.pk, mapping=guess(sheet.header))
    importing.read(sheet_id=sheet.pk)
