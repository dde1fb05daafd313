"""Files, functions and classes stay small enough to be read in one go."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WINGS = ["portal", "search", "membership", "magazine", "feedback"]
FILE_LINES, FUNCTION_LINES, CLASS_LINES = 400, 50, 200

pytestmark = pytest.mark.static


def _sources() -> Iterator[Path]:
    for wing in WINGS:
        yield from (path for path in (ROOT / wing).rglob("*.py") if "migrations" not in path.parts)


def _docstring_lines(node: ast.AST) -> int:
    total = 0
    for inner in ast.walk(node):
        if isinstance(inner, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(
            inner
        ):
            first = inner.body[0]
            total += (first.end_lineno or first.lineno) - first.lineno + 1
    return total


def _length(node: ast.ClassDef | ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1 - _docstring_lines(node)


def _too_long(path: Path) -> Iterator[str]:
    text = path.read_text()
    tree = ast.parse(text)
    if (lines := len(text.splitlines()) - _docstring_lines(tree)) > FILE_LINES:
        yield f"{path.relative_to(ROOT)}: {lines} lines"
    for node in ast.walk(tree):
        limit = {ast.FunctionDef: FUNCTION_LINES, ast.ClassDef: CLASS_LINES}.get(type(node))
        if limit and (length := _length(node)) > limit:  # type: ignore[arg-type]
            yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {length} lines"  # type: ignore[attr-defined]


def test_code_stays_within_its_budgets() -> None:
    assert [trouble for path in _sources() for trouble in _too_long(path)] == []
