"""Rows that change through deeds: where the reports of the admin lead."""

from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.viewsets.model import ModelViewSet


class FormlessViewSet(ModelViewSet):
    """A viewset without forms. The site history links a row to its card, if it has one.

    Wagtail would link it to the address of a form, and fail where there is none.
    """

    #: Name of the card's address inside the viewset; empty where rows have no page of their own.
    card_url = ""

    @property
    def url_finder_class(self) -> type[ModelAdminURLFinder]:
        return type(
            "CardURLFinder",
            (ModelAdminURLFinder,),
            {"edit_url_name": self.get_url_name(self.card_url)},
        )

    def register_admin_url_finder(self) -> None:
        if self.card_url:
            super().register_admin_url_finder()
