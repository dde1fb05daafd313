"""Registration with Wagtail's admin."""

from wagtail import hooks

from membership.bookkeeping.viewsets import BooksGroup

hooks.register("register_admin_viewset", BooksGroup)
