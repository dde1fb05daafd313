"""The magazine with its rubrics, and readers of every kind."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from magazine.issues import groundwork
from portal.core import clock
from tests.factories.magazine import article, issue
from tests.factories.membership import ClientFactory, TermFactory, UserFactory

if TYPE_CHECKING:
    from wagtail.models import Site

    from magazine.issues.models import ArticlePage, IssuePage
    from membership.accounts.models import User


@pytest.fixture
def magazine(trees: Site) -> None:
    """The archive in both languages, its rubrics and the rights of staff."""
    groundwork.lay()


@pytest.fixture
def october(magazine: None) -> IssuePage:
    """Issue 10 (180) in Kyrgyz, without articles."""
    return issue()


@pytest.fixture
def closed_article(october: IssuePage) -> ArticlePage:
    """An article for subscribers."""
    return article(october)


@pytest.fixture
def reader_without_term(db: None) -> User:
    """Signed in, never subscribed."""
    user = UserFactory()
    ClientFactory(user=user)
    return user


@pytest.fixture
def subscriber(db: None) -> User:
    """Signed in, with a term in force today."""
    user, today = UserFactory(), clock.today()
    TermFactory(
        client=ClientFactory(user=user),
        starts_on=today - timedelta(days=30),
        ends_on=today + timedelta(days=30),
    )
    return user
