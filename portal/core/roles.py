"""The groups of staff. Each room grants its own permissions in its groundwork.

A group has one name for readers of both languages.
"""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

CLIENT_ADMINISTRATOR = "Кардар базасынын администратору · Администратор клиентской базы"
CONTENT_ADMINISTRATOR = "Контент администратору · Администратор контента"
MANAGER = "Менеджер"
REVIEWER = "Рецензент"
MODERATOR = "Модератор"
#: Somebody of the printer or the post: works on the lists made for her and sees nothing else.
SUPPLIER_CLERK = "Жеткирүүчүнүн кызматкери · Сотрудник поставщика"
ALL = (
    CLIENT_ADMINISTRATOR,
    CONTENT_ADMINISTRATOR,
    MANAGER,
    REVIEWER,
    MODERATOR,
    SUPPLIER_CLERK,
)
#: The groups Wagtail begins with: beside ours they are taken for a role.
_BEGUN_WITH = ("Editors", "Редакторлор · Редакторы",
               "Moderators", "Карап чыгуучулар · Модераторы")  # fmt: skip


def group(role: str) -> Group:
    """The group of ``role``, made when missing."""
    return Group.objects.get_or_create(name=role)[0]


def drop_begun_with() -> None:
    """Delete the groups Wagtail begins with, unless somebody is in them."""
    Group.objects.filter(name__in=_BEGUN_WITH, user=None).delete()


def grant(role: str, *permissions: str) -> None:
    """Give ``role`` permissions written as ``"clients.view_client"``. Harmless when repeated.

    Raises:
        KeyError: a name is wrong.
    """
    codenames = [name.rpartition(".")[2] for name in permissions]
    named = Permission.objects.filter(codename__in=codenames).select_related("content_type")
    known = {f"{one.content_type.app_label}.{one.codename}": one for one in named}
    group(role).permissions.add(*(known[name] for name in permissions))


def grant_pages(role: str, page: Page, *deeds: str) -> None:
    """Give ``role`` deeds (``add``, ``change``, ``publish`` …) on a page and all below it."""
    for deed in deeds:
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=f"{deed}_page"
        )
        GroupPagePermission.objects.get_or_create(
            group=group(role), page=page, permission=permission
        )


def grant_files(role: str, *permissions: str) -> None:
    """Give ``role`` permissions like ``"core.add_picture"`` on all collections of files."""
    root = Collection.get_first_root_node()
    for name in permissions:
        app_label, codename = name.split(".")
        permission = Permission.objects.get(content_type__app_label=app_label, codename=codename)
        GroupCollectionPermission.objects.get_or_create(
            group=group(role), collection=root, permission=permission
        )
