"""Whether somebody has just shown all that protects her account, by signing in.

allauth counts only what was shown once more after signing in. Its reason is a browser left alone;
for that, the minutes after a sign-in are the same as the minutes after a question asked again.
"""

import time

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest


def with_everything(request: HttpRequest) -> bool:
    """Her password, and her second step where she has one, within the last minutes.

    A code by mail or text message is not the password: whoever reads her mail does not get to
    lock her out of an account that has one.
    """
    since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
    records = get_authentication_records(request, request.user)
    shown = {record["method"] for record in records if record["at"] > since}
    wanted = {"password", "mfa"} if is_mfa_enabled(request.user) else {"password"}
    return wanted <= shown
