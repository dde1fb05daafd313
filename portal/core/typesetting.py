"""Papers and pictures set by typst: a form holds the shape, the words come as data."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import typst

#: The title face in the cut that prints and pictures embed.
FONTS = Path(__file__).parent / "fonts"


def typeset(
    form: Path,
    data: Mapping[str, Any],
    *,
    files: Mapping[str, bytes] | None = None,
    kind: Literal["pdf", "png"] = "pdf",
    ppi: float = 72,
    timestamp: int | None = None,
) -> bytes:
    """Set ``form`` with ``data``; the same input gives the same bytes.

    Args:
        files: what the form refers to by name, beside the form itself.
        ppi: points become pixels at this density; for pictures only.
        timestamp: the date written into a PDF, in seconds.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / form.name).write_bytes(form.read_bytes())
        for file_name, content in (files or {}).items():
            (folder / file_name).write_bytes(content)
        made: bytes = typst.compile(
            str(folder / form.name),
            root=str(folder),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            format=kind,
            ppi=ppi if kind == "png" else None,
            timestamp=timestamp,
        )
    return made
