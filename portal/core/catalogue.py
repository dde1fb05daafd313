"""What the catalogue of components shows: the same samples in Kyrgyz and in Russian."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator

from portal.core.narrowing import Choice, Facet
from portal.core.navigation import Place

SIGNS = (
    "voice",
    "phone",
    "purse",
    "wrench",
    "tap",
    "bin",
    "lamp",
    "book",
    "heart",
    "compass",
    "sheep",
    "field",
    "house",
    "scales",
    "bridge",
)

_KY: dict[str, Any] = {
    "title": "Компоненттер",
    "lead": "Порталдын ар бир бөлүгү ушул жерде: кагаз, кийиз жана тамга.",
    "long": "Чоң-Алай районунун тургундары ашар жолу менен жети чакырым суу түтүгүн тартып, "
    "412 үйгө таза ичүүчү суу киргизди",
    "second": "Көчө чырактары: бир жайда үч чакырым жол жарык болду",
    "place": "Чоң-Алай району",
    "cost": "3,2 млн сом",
    "after": "412 үй суу алды",
    "in_use": "Колдонулууда",
    "stopped": "Токтоду",
    "waiting": "Кароодо",
    "note": "Айыл өкмөт, суу колдонуучулар бирикмеси жана жаштар чогуу иштешти.",
    "text": "Түтүк эскирип, жайында суу айылдын төмөнкү көчөлөрүнө жетпей калчу. Кеңеш жыйын "
    "чакырып, үч жолду салыштырды: скважина казуу, түтүктү толук алмаштыруу, жогорку булактан "
    "жаңы түтүк тартуу.",
    "households": "Суу келген үйлөр",
    "house_unit": "үй",
    "hours": "Суунун күнүнө келген убактысы",
    "hour_unit": "саат",
    "sources": ("Жергиликтүү бюджет", "Үлүштүк грант", "Ашар", "Донор"),
    "steps": (
        ("2025-жылдын марты", "Айыл жыйыны жолду тандады", "Айылдык кеңеш"),
        ("Май–июль", "Түтүк тартылды", "Айыл өкмөт, тургундар"),
        ("Сентябрь", "Тариф бекитилип, оператор дайындалды", "Айылдык кеңеш"),
    ),
    "passport": (("Калкы", "8 412", "киши"), ("Айылдар", "5", ""), ("Бийиктиги", "2 410", "м")),
    "definitions": (("Номери", "П-2026-0142"), ("Жооп берилет", "2026-жылдын 7-декабрына чейин")),
    "files": (("Кеңештин токтому", "pdf", 184_320), ("Сметанын үлгүсү", "xlsx", 48_128)),
    "tabs": ("Баары", "Тажрыйба", "Макалалар"),
    "teaser": "Макаланын уландысы жазылуучуларга ачык",
    "teaser_text": "Журналга онлайн жазылуу бардык сандарды ачат. Тажрыйбалар жана жооптор "
    "баарына акысыз.",
    "subscribe": "Жазылуу",
    "learn": "Тарифтерди көрүү",
    "next": "Кызмат ордуңузду тастыктаңыз",
    "next_note": "Администратор бир жумуш күнүндө текшерет.",
    "next_link": "Улантуу",
    "empty": "Азырынча суроо жок",
    "empty_text": "Тажрыйба жөнүндө авторго же юристке суроо бериңиз.",
    "ask": "Суроо берүү",
    "rubrics": (
        ("Тажрыйба", (("Суу түтүгү жана тариф", "4", "А. Токтосунова"),)),
        ("Юридикалык кеңеш", (("Жайытты ижарага берүү тартиби", "18", "Б. Асанов"),)),
    ),
    "theme": "Ичүүчү суу: түтүктөн тарифке чейин",
    "when": "Май 2026",
    "topics": (
        "Жарандардын ЖӨБгө катышуусу",
        "Коммуникация, ачыктык жана санариптештирүү",
        "Бюджет жана ЖӨБ каржысы",
        "Жергиликтүү кызмат көрсөтүүлөр жана муниципалдык ишканалар",
        "Ичүүчү суу жана сугат",
        "Таштанды жана абаттандыруу",
        "Жолдор, жарык жана энергия",
        "Билим берүү, маданият, жаштар жана спорт",
        "Саламаттык, социалдык колдоо жана инклюзия",
        "Пландоо жана жергиликтүү өнүгүү стратегиялары",
        "Жергиликтүү экономика жана айыл чарба",
        "Муниципалдык менчик, жер жана жайыт",
        "Айыл өкмөтү, жергиликтүү кеңеш жана муниципалдык кызмат",
        "Укук жана жергиликтүү ченем чыгаруу",
        "Административдик-аймактык реформа жана муниципалитеттер аралык кызматташтык",
    ),
    "fields": ("Аты-жөнүңүз", "Электрондук дарегиңиз", "Сурооңуз", "Категория", "Макулмун"),
    "help": "Жооп ушул дарекке келет.",
    "choices": ("Айыл өкмөт", "Айылдык кеңеш", "Мэрия"),
}
_RU: dict[str, Any] = {
    "title": "Компоненты",
    "lead": "Здесь каждая часть портала: бумага, войлок и буква.",
    "long": "Жители Чон-Алайского района ашаром проложили семь километров водопровода и дали "
    "чистую питьевую воду в 412 дворов",
    "second": "Уличное освещение: за одно лето стали светлыми три километра дорог",
    "place": "Чон-Алайский район",
    "cost": "3,2 млн сомов",
    "after": "воду получили 412 дворов",
    "in_use": "Работает",
    "stopped": "Остановлено",
    "waiting": "На рассмотрении",
    "note": "Айыл окмоту, объединение водопользователей и молодежь работали вместе.",
    "text": "Труба износилась, и летом вода не доходила до нижних улиц. Кенеш собрал сход и "
    "сравнил три пути: пробурить скважину, полностью заменить трубу, провести новую от верхнего "
    "родника.",
    "households": "Дворы с водой",
    "house_unit": "дворов",
    "hours": "Сколько вода идет в день",
    "hour_unit": "часов",
    "sources": ("Местный бюджет", "Долевой грант", "Ашар", "Донор"),
    "steps": (
        ("Март 2025 года", "Сход выбрал путь", "Айылный кенеш"),
        ("Май–июль", "Проложили трубу", "Айыл окмоту, жители"),
        ("Сентябрь", "Утвердили тариф, назначили оператора", "Айылный кенеш"),
    ),
    "passport": (("Население", "8 412", "человек"), ("Села", "5", ""), ("Высота", "2 410", "м")),
    "definitions": (("Номер", "П-2026-0142"), ("Ответ будет", "до 7 декабря 2026 года")),
    "files": (("Постановление кенеша", "pdf", 184_320), ("Образец сметы", "xlsx", 48_128)),
    "tabs": ("Все", "Практики", "Статьи"),
    "teaser": "Продолжение статьи открыто подписчикам",
    "teaser_text": "Подписка на журнал онлайн открывает все номера. Практики и ответы бесплатны "
    "для всех.",
    "subscribe": "Подписаться",
    "learn": "Посмотреть тарифы",
    "next": "Подтвердите свою должность",
    "next_note": "Администратор проверит за один рабочий день.",
    "next_link": "Продолжить",
    "empty": "Вопросов пока нет",
    "empty_text": "Спросите автора о практике или задайте вопрос юристу.",
    "ask": "Задать вопрос",
    "rubrics": (
        ("Практика", (("Водопровод и тариф", "4", "А. Токтосунова"),)),
        ("Юридическая консультация", (("Порядок сдачи пастбищ в аренду", "18", "Б. Асанов"),)),
    ),
    "theme": "Питьевая вода: от трубы до тарифа",
    "when": "Май 2026",
    "topics": (
        "Участие граждан",
        "Коммуникации, открытость и цифровизация",
        "Бюджет и финансы МСУ",
        "Услуги МСУ и муниципальные предприятия",
        "Питьевая вода и орошение",
        "Отходы и благоустройство",
        "Дороги, освещение и энергия",
        "Образование, культура, молодежь и спорт",
        "Здоровье, социальная поддержка и инклюзия",
        "Планирование и стратегии местного развития",
        "Местная экономика и сельское хозяйство",
        "Муниципальная собственность, земля и пастбища",
        "Айыл окмоту, местный кенеш и муниципальная служба",
        "Право и местное нормотворчество",
        "Территориальная реформа и межмуниципальное сотрудничество",
    ),
    "fields": ("Имя и фамилия", "Электронная почта", "Ваш вопрос", "Категория", "Согласен"),
    "help": "Ответ придет на этот адрес.",
    "choices": ("Айыл окмоту", "Айылный кенеш", "Мэрия"),
}
_WORDS = {"ky": _KY, "ru": _RU}


def samples(language: str) -> dict[str, Any]:
    """The context of the catalogue in one of its two languages."""
    words = _WORDS.get(language, _KY)
    return {
        "words": words,
        "topics": [
            {"name": name, "url": "#topics", "sign": sign, "count": 3 + at}
            for at, (name, sign) in enumerate(zip(words["topics"], SIGNS, strict=True))
        ],
        "facts": [words["place"], "2025", words["cost"], words["after"]],
        "path": [Place(name="Башкы бет" if words is _KY else "Главная", url="#")],
        "figures": [
            {"name": words["households"], "unit": words["house_unit"], "before": 96, "after": 412},
            {"name": words["hours"], "unit": words["hour_unit"], "before": 2.5, "after": 24},
        ],
        "money": [
            SimpleNamespace(name=name, tyiyn=som * 100)
            for name, som in zip(
                words["sources"], (1_240_000, 960_000, 410_000, 590_000), strict=True
            )
        ],
        "steps": [{"when": when, "what": what, "who": who} for when, what, who in words["steps"]],
        "passport": [{"name": n, "value": v, "unit": u} for n, v, u in words["passport"]],
        "definitions": [{"name": name, "value": value} for name, value in words["definitions"]],
        "files": [
            {"name": name, "kind": kind, "bytes": size, "url": "#files"}
            for name, kind, size in words["files"]
        ],
        "tabs": [
            {"name": name, "url": "#tabs", "is_current": at == 0, "count": 12 - 4 * at}
            for at, name in enumerate(words["tabs"])
        ],
        "rubrics": [
            {
                "name": rubric,
                "articles": [
                    {"title": title, "page": page, "authors": authors, "url": "#contents"}
                    for title, page, authors in articles
                ],
            }
            for rubric, articles in words["rubrics"]
        ],
        "head": [words["households"], "2024", "2025"],
        "rows": [[words["place"], "96", "412"], ["Кочкор", "310", "640"]],
        "facets": [_facet(words)],
        "part": Paginator(range(90), 10).page(3),
        "form": sample_form(words),
        "covers": [("5 (176)", "а"), ("7–8 (177–178)", "б"), ("9 (179)", "в"), ("10 (180)", "г")],
    }


def _facet(words: dict[str, Any]) -> Facet:
    choices = [
        Choice(name=name, url="#door", count=12 - 4 * at, is_current=at == 1)
        for at, name in enumerate(words["tabs"])
    ]
    return Facet(title=words["place"], choices=choices)


def sample_form(words: dict[str, Any]) -> forms.Form:
    """A form that was sent with mistakes, with every kind of field."""
    name, mail, question, category, consent = words["fields"]
    form_class = type(
        "SampleForm",
        (forms.Form,),
        {
            "name": forms.CharField(
                label=name, widget=forms.TextInput(attrs={"autocomplete": "name"})
            ),
            "email": forms.EmailField(
                label=mail,
                help_text=words["help"],
                widget=forms.EmailInput(attrs={"autocomplete": "email"}),
            ),
            "body": forms.CharField(label=question, widget=forms.Textarea, required=False),
            "category": forms.ChoiceField(
                label=category,
                choices=[(choice, choice) for choice in words["choices"]],
                widget=forms.RadioSelect,
            ),
            "place": forms.ChoiceField(
                label=words["place"],
                choices=[(choice, choice) for choice in words["choices"]],
                required=False,
            ),
            "consent": forms.BooleanField(label=consent),
        },
    )
    form: forms.Form = form_class({"email": "айнура", "name": "Айнура Токтосунова"})
    return form
