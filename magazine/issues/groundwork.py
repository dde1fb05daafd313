"""The section of the magazine, its rubrics, and who may work on it."""

from pathlib import Path

import yaml
from django.contrib.auth.models import Permission
from wagtail.models import GroupPagePermission, Page

from magazine.issues.models import MagazineIndexPage, Rubric
from portal.core import roles, tree

_RUBRICS = Path(__file__).parent / "data" / "rubrics.yaml"
_TITLES = {
    "ky": {
        "title": "«Муниципалитет» журналы",
        "summary": (
            "Жергиликтүү өз алдынча башкаруу жөнүндө айлык журнал: "
            "сандардын архиви, кыргызча жана орусча."
        ),
    },
    "ru": {
        "title": "Журнал «Муниципалитет»",
        "summary": (
            "Ежемесячный журнал о местном самоуправлении: "
            "архив номеров на кыргызском и русском языках."
        ),
    },
}
_PAGE_DEEDS = ("add_page", "change_page", "publish_page", "unlock_page")


def lay() -> None:
    """Plant the archive in both languages, name the rubrics, grant the rights."""
    home = Page.objects.get(slug="home-ky", depth=2)
    for section in tree.section(MagazineIndexPage, parent=home, slug="magazine", titles=_TITLES):
        tree.publish(section)  # search has laid its index before
    for row in yaml.safe_load(_RUBRICS.read_text(encoding="utf-8")):
        Rubric.objects.get_or_create(
            slug=row["slug"],
            defaults={
                "order": row["order"],
                "name_ky": row["title"]["ky"],
                "name_ru": row["title"]["ru"],
            },
        )
    _grant()


def _grant() -> None:
    deeds = [
        f"issues.{deed}_{what}"
        for deed in ("add", "change", "view")
        for what in ("rubric", "author")
    ]
    roles.grant(roles.CONTENT_ADMINISTRATOR, *deeds)
    group = roles.group(roles.CONTENT_ADMINISTRATOR)
    permissions = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=_PAGE_DEEDS
    )
    for index in MagazineIndexPage.objects.all():
        for permission in permissions:
            GroupPagePermission.objects.get_or_create(
                group=group, page_id=index.pk, permission=permission
            )
