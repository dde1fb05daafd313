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
def current() -> ConsentWords:
    """The newest version."""
    versions = yaml.safe_load(_FILE.read_text(encoding="utf-8"))[PURPOSE]
    return ConsentWords(**versions[-1])
