"""Compiles the catalogues of texts without gettext, so that a bare machine can run the site.

``python -m portal.core.catalogues`` compiles what is newer than its result.
"""

from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[2]
WINGS = ("portal", "search", "membership", "magazine", "feedback")
#: Wagtail and other libraries in Kyrgyz, and in Russian where their own catalogues have gaps.
LIBRARIES = ROOT / "portal" / "locale_libraries"


def catalogues() -> list[Path]:
    """Every catalogue of the project."""
    folders = [*(ROOT / wing / "locale" for wing in WINGS), LIBRARIES]
    return sorted(path for folder in folders for path in folder.glob("*/LC_MESSAGES/*.po"))


def compile_changed() -> int:
    """Compile what changed since the last time; returns how many catalogues that were."""
    changed = [path for path in catalogues() if _is_stale(path)]
    for path in changed:
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
    return len(changed)


def _is_stale(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime


if __name__ == "__main__":
    compile_changed()
