"""Every role asks every address of ours; the tables say who may. A view without a row fails."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils.module_loading import module_has_submodule

from portal.core import roles
from tests.factories.membership import UserFactory
from tests.roles import addresses, objects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

pytestmark = pytest.mark.once
#: The words of the tables. ``member`` is signed in and no staff; ``stranger`` is not signed in.
ROLES = {
    "clients": roles.CLIENT_ADMINISTRATOR,
    "content": roles.CONTENT_ADMINISTRATOR,
    "manager": roles.MANAGER,
    "reviewer": roles.REVIEWER,
    "moderator": roles.MODERATOR,
    "supplier": roles.SUPPLIER_CLERK,
    "member": "",
}
GROUPS = {
    "nobody": set(),
    "staff": set(ROLES) - {"member"},
    "members": set(ROLES),
    "everyone": {*ROLES, "stranger"},
}
#: Screens that change nothing when they are read.
READING = {
    *("inspect", "card", "edit", "delete", "copy", "usage", "history", "history_results"),
    *("mark", "paper"),
}
SECTIONS = [(wing, in_admin) for wing in addresses.WINGS for in_admin in (True, False)]


def table(wing: str, in_admin: bool) -> dict[str, str]:
    """The rows of a wing: patterns of names to words of who may."""
    rows: dict[str, str] = import_module(f"tests.roles.table.{wing}").ADMIN
    if not in_admin:
        rows = import_module(f"tests.roles.table.{wing}").SITE
    return rows


def asked(wing: str, in_admin: bool) -> Iterator[tuple[addresses.Address, str]]:
    """Each address of a wing with the pattern of its row, or an empty one."""
    rows = table(wing, in_admin)
    for name, address in sorted(addresses.every(admin=in_admin).items()):
        if address.wing == wing:
            fitting = [pattern for pattern in rows if fnmatchcase(name, pattern)]
            yield address, max(fitting, key=len, default="")


def who(words: str) -> set[str]:
    """The roles meant by a row."""
    return {role for word in words.split() for role in GROUPS.get(word, {word})}


@pytest.mark.parametrize(("wing", "in_admin"), SECTIONS)
def test_every_view_has_a_row_and_every_row_a_view(wing, in_admin):
    rows = list(asked(wing, in_admin))

    assert [address.name for address, pattern in rows if not pattern] == []
    assert set(table(wing, in_admin)) - {pattern for _address, pattern in rows} == set()
    words = {role for pattern in table(wing, in_admin).values() for role in who(pattern)}
    assert words <= {*ROLES, "stranger"}


@pytest.fixture
def browsers(trees) -> dict[str, Client]:
    """One signed-in browser a role, and a stranger's."""
    for room in apps.get_app_configs():
        ours = room.name.split(".")[0] in addresses.WINGS
        if ours and room.module and module_has_submodule(room.module, "groundwork"):
            import_module(f"{room.name}.groundwork").lay()
    found = {"stranger": Client()}
    for word, role in ROLES.items():
        user = UserFactory()
        if role:
            user.groups.add(roles.group(role))
        found[word] = Client()
        found[word].force_login(user)
    return found


def path_of(address: addresses.Address, known: dict[str, int | None]) -> str:
    """The address about a row that exists, for reading; about none for what only takes forms."""
    space, _, deed = address.name.rpartition(":")
    label = address.model or objects.MODELS.get(space, "")
    if deed not in READING or not label:
        return address.path
    if label not in known:
        known[label] = objects.of(label)
    return address.path.replace(str(addresses.NOBODY), str(known[label] or addresses.NOBODY))


def answer(browser: Client, path: str) -> HttpResponse:
    """What the address answers to reading, or to an empty form where it is only for sending."""
    given: Any = browser.get(path)
    return browser.post(path) if given.status_code == 405 else given


def links_of(given: Any) -> set[str]:
    """The addresses in the admin that a page leads to."""
    if given.status_code != 200 or "html" not in given.get("Content-Type", ""):
        return set()
    return set(re.findall(r'<a\b[^>]*?href="(/admin/[^"?#]*)', given.content.decode()))


def name_of(path: str) -> str:
    """The name of an address, without parameters; empty where nothing answers."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def is_refusal(given: Any) -> bool:
    """Refused outright, led to the sign-in, or back to the start of the admin."""
    if given.status_code == 302:
        return given.url == "/admin/" or "login" in given.url
    return given.status_code in (401, 403)


@pytest.mark.django_db
@pytest.mark.parametrize(("wing", "in_admin"), SECTIONS)
def test_who_may_see_what_and_is_led_to_no_closed_door(wing, in_admin, browsers):
    rows = table(wing, in_admin)
    wrong: list[str] = []
    known = {label: objects.of(label) for label in objects.MAKERS}
    led: dict[str, dict[str, str]] = {role: {} for role in browsers}
    opened: dict[str, set[str]] = {role: set() for role in browsers}
    for address, pattern in asked(wing, in_admin):
        may = who(rows[pattern])
        for role, browser in browsers.items():
            path = path_of(address, known)
            given = answer(browser, path)
            assert given.status_code < 500, (role, path)
            if is_refusal(given) == (role in may):
                wrong.append(f"{role}: {address.name} {path} → {given.status_code}")
            if not in_admin:
                continue
            led[role] |= dict.fromkeys(links_of(given), path)
            if role in may and path.endswith(("/add/", "/new/")):
                opened[role].add(path)

    doors = {
        address.name: who(every[pattern])
        for one in addresses.WINGS
        for every in [table(one, True)]
        for address, pattern in asked(one, True)
    }
    for role, links in led.items():
        wrong += [
            f"{role}: {page} leads to {link}"
            for link, page in links.items()
            if role not in doors.get(name_of(link), {role})
        ]
        wrong += [f"{role}: nothing leads to {path}" for path in opened[role] - links.keys()]
    assert not wrong, "\n".join(wrong)
