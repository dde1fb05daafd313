"""Invented partners of the sample content."""

from portal.partners.models import Organisation, Project

_ORGANISATIONS = {
    "school": ("Муниципалдык окуу борбору", "Муниципальный учебный центр", False),
    "water": ("«Таза булак» коомдук фонду", "Общественный фонд «Чистый родник»", False),
    "finance": ("Жергиликтүү каржы институту", "Институт местных финансов", False),
    "union": ("Айыл катчыларынын бирикмеси", "Объединение сельских секретарей", False),
    "strong": ("Өнүктүрүү боюнча «Көпүрө» агенттиги", "Агентство развития «Мост»", True),
    "climate": ("«Жашыл тоо» фонду", "Фонд «Зеленые горы»", True),
}
_PROJECTS = {
    "kuchtuu-aimak": ("«Күчтүү аймак» долбоору", "Проект «Сильный аймак»", "school", "strong"),
    "taza-suu-ar-uige": ("«Таза суу ар бир үйгө» долбоору", "Проект «Чистая вода в каждый дом»",
                         "water", "climate"),
    "achyk-budget": ("«Ачык бюджет» долбоору", "Проект «Открытый бюджет»", "finance", "strong"),
}  # fmt: skip


def load() -> None:
    """Write organisations first, their projects next."""
    known = {
        key: Organisation.objects.create(name_ky=ky, name_ru=ru, is_donor=is_donor)
        for key, (ky, ru, is_donor) in _ORGANISATIONS.items()
    }
    for slug, (ky, ru, organisation, donor) in _PROJECTS.items():
        Project.objects.create(
            slug=slug,
            name_ky=ky,
            name_ru=ru,
            organisation=known[organisation],
            donor=known[donor],
        )
