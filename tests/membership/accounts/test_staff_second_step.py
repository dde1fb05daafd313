"""Staff of a real installation cannot do without a second step."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator

if TYPE_CHECKING:
    from django.test import Client as Browser

ROOT = Path(__file__).resolve().parents[3]
ASK = "from portal.settings import production as p; print(p.STAFF_MFA_REQUIRED)"


def test_production_asks_for_it_whatever_the_environment_says():
    environment = {
        **os.environ,
        "SECRET_KEY": "x" * 60,
        "ALLOWED_HOSTS": "portal.example",
        "STAFF_MFA_REQUIRED": "false",
    }
    told = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, env=environment, capture_output=True, text=True,
        check=True,
    )  # fmt: skip

    assert told.stdout.strip() == "True"


@pytest.mark.django_db
def test_every_page_of_the_admin_sends_staff_without_one_to_set_it_up(
    client: Browser, administrator, settings
):
    settings.STAFF_MFA_REQUIRED = True
    for address in ("/admin/", "/admin/clients/", "/admin/people-lists/"):
        assert client.get(address)["Location"].endswith("/account/2fa/")
    Authenticator.objects.create(
        user=administrator, type=Authenticator.Type.TOTP, data={"secret": "x"}
    )

    assert client.get("/admin/clients/").status_code == 200
