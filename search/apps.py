from django.utils.translation import gettext_lazy as _

from portal.core import entries, rooms


class Search(rooms.Room):
    name = "search"
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        super().ready()
        from search import language

        entries.analysers.add(
            "search",
            lambda text, code: [*language.terms(text, code), *language.folded_terms(text, code)],
        )
