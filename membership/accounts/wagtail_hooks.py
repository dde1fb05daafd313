"""Registration with Wagtail's admin."""

from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from membership.accounts.models import ConsentText
from membership.accounts.viewsets import AppendOnlyPolicy, ConsentTextViewSet

register_permission_policy(ConsentText, AppendOnlyPolicy(ConsentText))
register_snippet(ConsentTextViewSet)
