"""What staff and readers do about translations."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from wagtail.actions.copy_for_translation import (
    CopyPageForTranslationAction,
    CopyPageForTranslationPermissionError,
)
from wagtail.log_actions import log
from wagtail.models import Page

from portal.core import tree
from portal.languages import copies, items, selectors
from portal.languages.errors import MayNotTranslate, TwinExists
from portal.languages.models import ExpectedLanguage, TranslationState, TranslationWish


@transaction.atomic
def draft_twin(*, page_id: int, language: str, user: Any | None) -> Page:
    """Make the draft of an item in ``language`` with everything its original holds.

    Rows, topics and figures come along, words too: whoever translates writes over them. Pages above
    that are missing in the language are made first, as drafts as well.

    Args:
        page_id: the item as any of its twins.
        user: who asks; None for the house itself, whose right is not asked for.

    Raises:
        TwinExists: there is a page already, published or not.
        MayNotTranslate: the user may not edit the original or add pages where the twin goes.
    """
    page = items.original_of(Page.objects.get(pk=page_id)).specific
    if page.has_translation(tree.locale(language)):
        raise TwinExists(page_id)
    parent = _parent_in(page, language, user)
    if user is not None and not parent.permissions_for_user(user).can_add_subpage():
        raise MayNotTranslate(page_id)
    action = CopyPageForTranslationAction(page, tree.locale(language), user=user)
    try:
        twin: Page = action.execute(skip_permission_checks=user is None)
    except CopyPageForTranslationPermissionError as error:
        raise MayNotTranslate(page_id) from error
    _keep(page, language, source_seen_at=page.last_published_at, is_waived=False)
    return twin


def _parent_in(page: Page, language: str, user: Any | None) -> Page:
    parent = page.get_parent()
    if parent.is_root():
        return parent
    twin = tree.twin_of(parent, language)
    return twin or draft_twin(page_id=parent.pk, language=language, user=user)


@transaction.atomic
def draft_owed_twins(*, page_id: int) -> list[Page]:
    """Make the drafts of an item in every language that is owed and has none."""
    page = Page.objects.get(pk=page_id)
    return [
        draft_twin(page_id=page_id, language=language, user=None)
        for language in selectors.owed_languages(page)
    ]


@transaction.atomic
def mark_in_line(*, page_id: int, user: Any) -> None:
    """Say that a translation follows its original as it is published now; the debt is paid.

    Args:
        page_id: the translation.
    """
    twin = Page.objects.select_related("locale").get(pk=page_id)
    source = items.original_of(twin)
    _keep(
        twin,
        twin.locale.language_code,
        source_seen_at=source.last_published_at,
        owner=None,
        due_on=None,
    )
    log(instance=twin.specific, action="languages.in_line", user=user)


@transaction.atomic
def note_publication(*, page_id: int) -> None:
    """A translation went live: the first time it is in line with what its draft was made from.

    A copy nobody translated pays no debt by going live, and neither does a page that is to appear
    later: Wagtail announces it once more on its day.
    Later publications change nothing: a corrected comma does not bring a text in line.
    """
    twin = Page.objects.select_related("locale").get(pk=page_id)
    source = items.original_of(twin)
    if source.pk == twin.pk:
        return
    compare_words(page_id=page_id)
    if not twin.live:
        return
    code = twin.locale.language_code
    state = TranslationState.objects.of(twin.translation_key, code).first()
    seen_at = state.source_seen_at if state else None
    if seen_at is None:
        seen_at = source.last_published_at
        state = _keep(twin, code, source_seen_at=seen_at)
    is_behind = bool(source.last_published_at and seen_at and source.last_published_at > seen_at)
    if state and state.owner_id and not is_behind and not state.is_copy:
        _keep(twin, code, owner=None, due_on=None)


@transaction.atomic
def note_copy(*, page_id: int) -> None:
    """A twin was made by copying its original: not a word of it is translated yet."""
    twin = Page.objects.select_related("locale").get(pk=page_id)
    _keep(twin, twin.locale.language_code, is_copy=True)


@transaction.atomic
def compare_words(*, page_id: int) -> None:
    """Look again whether a copied twin still says the words of its original.

    Only what was made as a copy is looked at: two texts written apart are never taken for one.
    """
    twin = Page.objects.select_related("locale").get(pk=page_id)
    code = twin.locale.language_code
    state = TranslationState.objects.of(twin.translation_key, code).filter(is_copy=True).first()
    if state is not None and not copies.says_the_same(twin, items.original_of(twin)):
        state.is_copy = False
        state.save(update_fields=["is_copy"])


@transaction.atomic
def expect(*, sections: dict[str, set[UUID]]) -> None:
    """Write down which sections are to have a language beyond those that every item has.

    Args:
        sections: by language code, the keys of its sections; other languages stay as they are.
    """
    for code, keys in sections.items():
        locale = tree.locale(code)
        ExpectedLanguage.objects.filter(locale=locale).exclude(section__in=keys).delete()
        for key in keys:
            ExpectedLanguage.objects.get_or_create(locale=locale, section=key)


@transaction.atomic
def assign(*, page_id: int, language: str, owner_id: int | None, due_on: date | None) -> None:
    """Write down who owes a translation by when; without a person the debt is nobody's.

    Raises:
        MayNotTranslate: this person may not write the page she would owe.
    """
    page = Page.objects.get(pk=page_id)
    if owner_id and not selectors.translators(page, language).filter(pk=owner_id).exists():
        raise MayNotTranslate(page_id)
    _keep(page, language, owner_id=owner_id, due_on=due_on if owner_id else None)


@transaction.atomic
def waive(*, page_id: int, language: str, waived: bool = True) -> None:
    """Decide that an item does not get a language, or take the decision back."""
    page = Page.objects.get(pk=page_id)
    paid = {"owner": None, "due_on": None} if waived else {}
    _keep(page, language, is_waived=waived, **paid)


@transaction.atomic
def wish(*, page_id: int, language: str, reader: str, at: datetime) -> bool:
    """Count that a reader asks for an item in ``language``; False when she had asked before.

    Args:
        reader: a digest that tells readers apart.
    """
    _row, is_new = TranslationWish.objects.get_or_create(
        translation_key=Page.objects.get(pk=page_id).translation_key,
        locale=tree.locale(language),
        reader=reader,
        defaults={"wished_at": at},
    )
    return is_new


def _keep(page: Page, language: str, **values: Any) -> TranslationState:
    return TranslationState.objects.update_or_create(
        translation_key=page.translation_key, locale=tree.locale(language), defaults=values
    )[0]
