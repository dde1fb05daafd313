"""Items of the admin's menu that only those see who may open them."""

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem


def shown_with(*permissions: str) -> type[MenuItem]:
    """A menu item for those who hold one of these rights; the view behind it checks for itself."""

    class ShownWithRight(MenuItem):
        def is_shown(self, request: HttpRequest) -> bool:
            return any(request.user.has_perm(permission) for permission in permissions)

    return ShownWithRight
