"""Sample answers in both languages, and inquiries of sample members in several states."""

import random
import uuid
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.html import format_html_join, linebreaks

from feedback.desk import services
from feedback.desk.models import AnswerIndexPage, AnswerNorm, AnswerPage, Inquiry
from portal.core import clock, tree
from portal.norms import selectors as norms
from portal.norms import services as norm_services
from portal.topics import selectors as topics

_DATA = Path(__file__).parent / "demo" / "answers.yaml"
_CHECKED = "aiyl-okmotu-does-not-give-information"
_QUESTIONS = {
    "ky": [
        "Айылдагы таштанды үчүн тарифти айылдык кеңеш бекитеби же өкмөтпү? Кандай кагаздар керек?",
        "Көчө жарыгынын эсебин айыл өкмөтү эмне менен төлөйт, бюджеттин кайсы беренесинен алабыз?",
        "Жаңы бириккен аймакта эски уставдын күчү барбы, качан жаңысын кабыл алышыбыз керек?",
        "Балдар аянтчасынын сметасынын үлгүсүн кайдан алсам болот? Бизде инженер жок.",
        "Сугат суунун акысын чогулткан адамды ким дайындайт, айлыгы кайсы каражаттан төлөнөт?",
        "Айыл жыйынына элдин канчасы катышса чечим күчүнө кирет? Протоколго ким кол коёт?",
    ],
    "ru": [
        "Можно ли провести слушания по бюджету в чате, если зимой клуб не отапливается?",
        "Как оформить передачу водопровода на баланс муниципального предприятия, с чего начать?",
        "Подписка на журнал оформлена в январе, а номера за сентябрь на почте еще нет. Где он?",
        "Просим напечатать в журнале образец договора о межмуниципальном сотрудничестве.",
        "Можно ли купить трактор для вывоза мусора в складчину с соседним аймаком?",
        "Депутат переехал в город и не ходит на сессии. Как кенешу освободить его место?",
    ],
}
#: Each question is asked once.
_ASKED = sum(len(texts) for texts in _QUESTIONS.values())
_REPLIES = {
    "ky": "Сурооңузга рахмат. Кыскасы: чечимди айылдык кеңеш кабыл алат, долбоорун айыл өкмөтү "
    "даярдайт. Үлгүсүн портал аркылуу жөнөттүк, калган суроолор боюнча бизге чалыңыз.",
    "ru": "Спасибо за вопрос. Коротко: решение принимает кенеш, проект готовит айыл окмоту. "
    "Образец мы приложили на портале; если что-то останется неясным, позвоните нам.",
}


def load() -> None:
    """Publish the sample answers and ask the sample questions."""
    for row in yaml.safe_load(_DATA.read_text(encoding="utf-8")):
        _publish(row)
    _check_one()
    _ask_and_answer()


def _check_one() -> None:
    """One answer was checked after its law changed, so that the history is not empty."""
    page = AnswerPage.objects.filter(slug=_CHECKED, locale__language_code="ky").first()
    staff = get_user_model().objects.filter(is_staff=True).order_by("pk").first()
    waiting = norms.checks_waiting_for(page.pk) if page else []
    if staff is not None:
        for check in waiting:
            norm_services.decide(
                recheck_id=check.pk,
                decision=check.Decision.STILL_VALID,
                reason="Сверено с Цифровым кодексом: ответ остается верным.",
                by_user_id=staff.pk,
                at=clock.now(),
                with_twins=True,
            )


def _publish(row: dict[str, Any]) -> None:
    twin: AnswerPage | None = None
    for language in ("ky", "ru"):
        text = row["texts"][language]
        page = AnswerPage(
            title=text["title"],
            slug=row["slug"],
            summary=text["answer"].strip().split("\n\n")[0][:300].rsplit(" ", 1)[0] + "…",
            question=text["question"].strip(),
            answer=linebreaks(text["answer"].strip()),
            norms=format_html_join("", "<p>{}</p>", ((norm[language],) for norm in row["norms"])),
            expert=row["expert"][language],
            asked_on=row["asked_on"],
            answered_on=row["answered_on"],
            valid_as_of=row["valid_as_of"],
            is_sample=True,
        )
        page.cites = [AnswerNorm(norm=norms.by_slug(slug)) for slug in row.get("cites", [])]
        parent = AnswerIndexPage.objects.get(locale__language_code=language)
        twin = tree.plant(parent, page, language=language, twin=twin)
        page.topics.set(topics.ids_of(row["topics"]))
        page.save_revision().publish()


def _ask_and_answer() -> None:
    """Every second question is answered; some are overdue, so that the clock is seen."""
    luck = random.Random(7)  # noqa: S311 - sample content, the same on every machine
    members = list(get_user_model().objects.filter(is_staff=False).order_by("pk")[:_ASKED])
    staff = get_user_model().objects.filter(is_staff=True).order_by("pk").first()
    for place, member in enumerate(members):
        language = "ru" if place % 2 else "ky"
        asked_at = _moment(days_ago=luck.randint(1, 24))
        inquiry = services.ask(
            form_key=uuid.uuid5(uuid.NAMESPACE_OID, f"sample-{place}"),
            author_id=member.pk,
            kind=Inquiry.Kind.LEGAL if place % 3 == 0 else Inquiry.Kind.QUESTION,
            text=_QUESTIONS[language][place // 2],
            language=language,
            asked_at=asked_at,
        )
        if place % 2 == 0 and staff is not None:
            answered_at = min(asked_at + timedelta(days=3), clock.now())
            services.answer(
                inquiry_id=inquiry.pk, text=_REPLIES[language], by_user_id=staff.pk, at=answered_at
            )


def _moment(*, days_ago: int) -> datetime:
    day = clock.today() - timedelta(days=days_ago)
    return timezone.make_aware(datetime.combine(day, time(10, 20)))
