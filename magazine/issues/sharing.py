"""What stands on the pictures that messengers show beside links to the magazine.

These functions are the ``share_words`` of their page types.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.core.pages import BasePage
from portal.core.share_pictures import Words

if TYPE_CHECKING:
    from magazine.issues.models import ArticlePage, IssuePage


def of_issue(issue: "IssuePage") -> Words:
    """Number and months below the theme; the ornament is that of the cover."""
    under = f"№ {issue.label}, {issue.period}"
    over = _("Issue of the magazine")
    said = BasePage.share_words(issue)
    return replace(said, over=over, under=under, seed=issue.seed, is_magazine=True)


def of_article(article: "ArticlePage") -> Words:
    """The rubric above the title."""
    said = BasePage.share_words(article)
    return replace(said, over=article.rubric.name_in(article.language), is_magazine=True)
