"""Two campaigns of the sample: one that people are working through, one with its result."""

from datetime import date, timedelta
from typing import Any

from membership.accounts.models import User
from membership.clients.together import planning
from membership.outreach import services
from membership.outreach.choices import Outcome, Way
from membership.outreach.models import Campaign, Recipient
from portal.core import clock

#: Outcomes in turn, with what was noted beside them.
_RUNNING = [
    (Outcome.AGREED, "Эсеп-фактураны почтага жөнөтүүнү суранды"),
    (Outcome.UNREACHED, "Не отвечает, перезвонить после обеда"),
    (Outcome.ANSWERED, "Подумает до конца месяца"),
    (Outcome.DECLINED, "Журнал коңшу айыл өкмөтүнөн алып окуйт"),
    (Outcome.AGREED, ""),
]
_CLOSED = [
    (Outcome.AGREED, ""),
    (Outcome.AGREED, "Тажрыйбасын жөнөтүүгө убада берди"),
    (Outcome.REACHED, ""),
    (Outcome.DECLINED, "Пока нечего показать"),
    (Outcome.UNREACHED, "Номер не обслуживается"),
]


def load() -> None:
    """Open, fill and work through them once, in the name of the administrator."""
    staff = User.objects.filter(email="clients@example.kg").first()
    if staff is None or Campaign.objects.exists():
        return
    today = clock.today()
    renewal = _open(
        staff,
        starts_on=today - timedelta(days=9),
        ends_on=today + timedelta(days=21),
        name="Мисал · Пример: жазылуу 2027",
        goal="Айыл өкмөтү журналга келерки жылга жазылат же эсеп сурайт.\n"
        "Айыл окмоту подписывается на журнал на следующий год или просит счёт.",
        way=Way.CALL,
        service="magazine",
        cost_tyiyn=620_000,
        text_ky="Саламатсызбы! «Муниципалитет» журналынан чалып жатабыз. Келерки жылга жазылууну "
        "улантасызбы? Кааласаңыз, эсепти бүгүн эле жөнөтөбүз.",
        text_ru="Здравствуйте! Звоним из журнала «Муниципалитет». Продолжите ли вы подписку на "
        "следующий год? Если хотите, отправим счёт уже сегодня.",
    )
    _work_through(renewal, staff, _RUNNING, most=10)
    contest = _open(
        staff,
        starts_on=today - timedelta(days=80),
        ends_on=today - timedelta(days=45),
        name="Мисал · Пример: тажрыйбалар конкурсу",
        goal="Муниципалитет конкурска өз тажрыйбасын сунуштайт.\n"
        "Муниципалитет предлагает на конкурс свою практику.",
        way=Way.WHATSAPP,
        service="portal",
        cost_tyiyn=150_000,
        text_ky="Саламатсызбы! Порталда мыкты тажрыйбалардын конкурсу башталды. Айылыңызда "
        "жасалган ишти бөлүшсөңүз, башкаларга үлгү болот.",
        text_ru="Здравствуйте! На Портале начался конкурс лучших практик. Расскажите о том, что "
        "сделано в вашем айыле: это станет примером для других.",
    )
    _work_through(contest, staff, _CLOSED, most=100)
    services.close_campaign(
        campaign_id=contest.pk,
        result="Көпчүлүк макул болду, бирок формасы узун көрүндү. Эмки жолу чалып түшүндүрүү керек."
        "\nБольшинство согласилось, но форма показалась длинной. В следующий раз лучше позвонить "
        "и помочь.",
        by_user_id=staff.pk,
        at=clock.now() - timedelta(days=44),
    )


def _open(staff: User, *, starts_on: date, **facts: Any) -> Campaign:
    at = clock.start_of(starts_on)
    campaign = services.open_campaign(at=at, owner=staff, starts_on=starts_on, **facts)
    told = {"campaign": campaign}
    planning.carry_out("campaign", told, "category=lsg", by_user_id=staff.pk, at=at)
    return campaign


def _work_through(
    campaign: Campaign, staff: User, outcomes: list[tuple[Outcome, str]], *, most: int
) -> None:
    begun = clock.start_of(campaign.starts_on)
    recipients = Recipient.objects.filter(campaign=campaign).order_by("pk")[:most]
    for number, recipient in enumerate(recipients):
        outcome, note = outcomes[number % len(outcomes)]
        services.note_outcome(
            recipient_id=recipient.pk,
            outcome=outcome,
            note=note,
            by_user_id=staff.pk,
            at=begun + timedelta(days=number % 8, hours=10, minutes=number),
        )
