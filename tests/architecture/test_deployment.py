"""The deployment file names what exists."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.static


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return dict(yaml.safe_load((ROOT / "compose.yaml").read_text()))


def test_all_parts_of_the_deployment_are_there(compose: dict[str, Any]) -> None:
    wanted = {"prepare", "web", "worker", "scheduler", "postgres", "redis", "nginx"}

    assert set(compose["services"]) == wanted


def test_services_wait_only_for_services_that_exist(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert set(service.get("depends_on", [])) <= set(compose["services"])


def test_variables_are_those_the_settings_read(compose: dict[str, Any]) -> None:
    described = set(re.findall(r"^# ([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    given = set(compose["x-portal"]["environment"])
    used = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "compose.yaml").read_text()))

    assert given <= described
    assert used <= described


def test_mounted_volumes_and_files_exist(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        for mount in service.get("volumes", []):
            source = mount.split(":")[0]
            assert (
                (ROOT / source).exists() if source.startswith(".") else source in compose["volumes"]
            )


def test_commands_name_modules_that_exist(compose: dict[str, Any]) -> None:
    text = (ROOT / "compose.yaml").read_text() + (ROOT / "Dockerfile").read_text()

    for module in re.findall(r"(portal\.[a-z_.]+)(?=:app|:application)", text):
        assert (ROOT / (module.replace(".", "/") + ".py")).exists()
