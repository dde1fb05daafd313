"""Two campaigns of the sample: one that people are working through, one with its result."""

from datetime import date, timedelta
from typing import Any

from membership.accounts.models import User
from membership.clients import services as clients
from membership.clients.together import planning
from membership.outreach import services
from membership.outreach.choices import Outcome, Way
from membership.outreach.models import Campaign, Recipient
from portal.core import clock
from portal.core.audience import Service

#: Outcomes in turn, with what was noted beside them.
_RUNNING = [
    (Outcome.AGREED, "Суу түтүгүнүн тажрыйбасын июнга чейин жазып берет"),
    (Outcome.UNREACHED, "Не отвечает, перезвонить после обеда"),
    (Outcome.ANSWERED, "Подумает до конца месяца"),
    (Outcome.DECLINED, "Азыр убакты жок, күзүндө чалуу керек"),
    (Outcome.AGREED, ""),
]
_CLOSED = [
    (Outcome.AGREED, ""),
    (Outcome.AGREED, "Эсеп-фактураны почтага жөнөтүүнү суранды"),
    (Outcome.REACHED, ""),
    (Outcome.DECLINED, "Читает номер в соседнем айыл окмоту"),
    (Outcome.UNREACHED, "Номер не обслуживается"),
]


def load() -> None:
    """Open, fill and work through them once, in the name of the administrator."""
    staff = User.objects.filter(email="clients@example.kg").first()
    if staff is None or Campaign.objects.exists():
        return
    today = clock.today()
    asking = _open(
        staff,
        starts_on=today - timedelta(days=9),
        ends_on=today + timedelta(days=21),
        name="Мисал · Пример: ким эмне үйрөтө алат · кто чему научит",
        goal="Муниципалитет башкаларга көрсөтө турган бир ишин айтат жана аны жазып берет.\n"
        "Муниципалитет называет одно дело, которое покажет другим, и описывает его.",
        way=Way.CALL,
        service=Service.PORTAL,
        cost_tyiyn=620_000,
        text_ky="Саламатсызбы! Мыкты тажрыйбалар порталынан чалып жатабыз. Акыркы эки жылда кайсы "
        "ишиңиз менен сыймыктанасыз? Аны башка айылдарга айтып бересизби? Жазууга жардам беребиз.",
        text_ru="Здравствуйте! Звоним с Портала лучших практик. Каким делом последних двух лет Вы "
        "гордитесь? Расскажете о нем другим айылам? Мы поможем описать.",
    )
    _work_through(asking, staff, _RUNNING, most=9)
    _take_consent_back(asking)
    renewal = _open(
        staff,
        starts_on=today - timedelta(days=80),
        ends_on=today - timedelta(days=45),
        name="Мисал · Пример: жазылууну узартуу · продление подписки",
        goal="Окурман журналга жазылууну узартат же эсеп сурайт.\n"
        "Читатель продлевает подписку на журнал или просит счет.",
        way=Way.WHATSAPP,
        service=Service.MAGAZINE,
        cost_tyiyn=150_000,
        text_ky="Саламатсызбы! «Муниципалитет» журналынын жаңы саны чыкты. Жазылууңузду "
        "узартасызбы? Кааласаңыз, эсепти бүгүн эле жөнөтөбүз.",
        text_ru="Здравствуйте! Вышел новый номер журнала «Муниципалитет». Продлите подписку? Если "
        "хотите, отправим счет уже сегодня.",
    )
    _work_through(renewal, staff, _CLOSED, most=100)
    services.close_campaign(
        campaign_id=renewal.pk,
        result="Көпчүлүк эсепти ошол эле күнү сурады. Жооп бербегендерге эмки жолу чалуу керек.\n"
        "Большинство попросило счет в тот же день. Тем, кто не ответил, в следующий раз лучше "
        "позвонить.",
        by_user_id=staff.pk,
        at=clock.now() - timedelta(days=44),
    )


def _take_consent_back(campaign: Campaign) -> None:
    """Somebody who waits for her turn does not want to be called any more."""
    waiting = campaign.recipients.waiting().known().first()
    if waiting and waiting.client_id:
        clients.withdraw_consent(
            client_id=waiting.client_id,
            purpose=campaign.purpose,
            service=campaign.service,
            channel=campaign.channel,
            at=clock.now() - timedelta(days=1),
        )


def _open(staff: User, *, starts_on: date, **facts: Any) -> Campaign:
    at = clock.start_of(starts_on)
    campaign = services.open_campaign(at=at, owner=staff, starts_on=starts_on, **facts)
    told = {"campaign": campaign}
    planning.carry_out("campaign", told, "kind=person", by_user_id=staff.pk, at=at)
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
