"""What an act on territories touches here: articles are counted before it and found anew after."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from magazine.issues.models import ArticlePage
from portal.core.touched import Touched, answers
from search import register

register.placed.add("article", ArticlePage)


@answers.named("articles")
def articles(territory_ids: Collection[int]) -> list[Touched]:
    """Articles about the units, each once whatever its languages."""
    pages = ArticlePage.objects.filter(territory__in=territory_ids).order_by()
    note = _("They keep the unit and are found under the one that follows, too.")
    return [Touched(_("Articles"), pages.values("translation_key").distinct().count(), note)]
