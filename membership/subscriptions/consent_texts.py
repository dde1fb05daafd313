"""The words of the standing consent, by version."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

#: How the consent is filed among those of the base.
PURPOSE, SERVICE = "card_renewal", "magazine"
_FILE = Path(__file__).with_name("consent_texts.yaml")


@dataclass(frozen=True, slots=True)
class ConsentWords:
    """One version, in both languages."""

    version: str
    ky: str
    ru: str

    def text_in(self, language: str) -> str:
        """Kyrgyz, and Russian for everybody else."""
        return self.ky if language == "ky" else self.ru


@cache
def _versions() -> list[ConsentWords]:
    versions = yaml.safe_load(_FILE.read_text(encoding="utf-8"))[PURPOSE]
    return [ConsentWords(**one) for one in versions]


def current() -> ConsentWords:
    """The newest version."""
    return _versions()[-1]


def of_version(version: str) -> ConsentWords:
    """The words somebody agreed to."""
    return next(one for one in _versions() if one.version == version)
