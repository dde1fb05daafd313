"""Shyrdak by rule: ornaments for covers, sharing pictures, rules and empty states.

A shyrdak is cut from two felts at once, so figure and ground are equals and every second field
exchanges them; a light cord is sewn over the seam. Here a field is a tile of 16 units, its motifs
are paths on the grid of 8 around the centre, repeated in four directions and mirrored:
кочкор мүйүз (ram's horns), толкун (wave), тумарча (amulet). The same seed gives the same ornament
for ever, on every machine. Colours stand in presentation attributes: a strict policy allows them.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from typing import TypeVar

T = TypeVar("T")

TILE = 16
_FOUR = (0, 90, 180, 270)
_CORD = 0.42
_LINE = 1.3
_ROUND = 'stroke-linecap="round" stroke-linejoin="round"'
_MASTHEAD = "Муниципалитет"
_FACE = "Literata Title, Literata, Georgia, serif"
PAPER = "#faf7f0"


@dataclass(frozen=True, slots=True)
class Felt:
    """Two felts and the cord between them."""

    ground: str
    figure: str
    cord: str


@dataclass(frozen=True, slots=True)
class Horns:
    """Four pairs of ram's horns in one field."""

    #: 0: along the axes, 45: along the diagonals.
    turn: int
    #: How far from the centre they stand, in grid units along their direction.
    foot: float
    #: Size; below zero they look towards the centre.
    scale: float


@dataclass(frozen=True, slots=True)
class Field:
    """What one field of the carpet is cut to."""

    horns: tuple[Horns, ...]
    #: Closed paths on the grid, drawn in four directions from ``turn``.
    amulets: tuple[tuple[int, str], ...] = ()


RED, BLUE, GREEN, INK = "#a8352b", "#0d5866", "#33653f", "#16211f"
APRICOT, CREAM = "#c97f1e", "#f6dca6"

FELTS = (
    Felt(RED, BLUE, CREAM),
    Felt(BLUE, RED, CREAM),
    Felt(RED, INK, CREAM),
    Felt(INK, RED, CREAM),
    Felt(GREEN, INK, CREAM),
    Felt(BLUE, INK, CREAM),
    Felt(BLUE, GREEN, CREAM),
)

_HORN = "M0 0V-3.4C0-6.2 1.3-7.3 2.6-7.2C4.1-7.1 4.5-5.6 3.7-4.9C3.1-4.4 2.2-4.7 2.3-5.5"
_EDGE = "M-2.4-8H2.4L0-5.4Z"
_CORNER = "M0-11.4L2.4-9L0-6.6L-2.4-9Z"
_CORNER_WITH_EYE = f"{_CORNER}M0-10.2L-1.2-9L0-7.8L1.2-9Z"
FIELDS = (
    Field((Horns(0, 0, 1),)),
    Field((Horns(0, 0, 1),), ((45, _CORNER_WITH_EYE),)),
    Field((Horns(45, 0, 0.92),), ((0, _EDGE),)),
    Field((Horns(45, 0, 0.92),)),
    Field((Horns(0, 8, -0.72),), ((45, _CORNER_WITH_EYE),)),
    Field((Horns(45, 11.3, -0.95),), ((0, _EDGE),)),
    Field((Horns(0, 0, 0.74), Horns(45, 11.3, -0.62))),
)
#: Fields that look well side by side: the second stands where the felts are exchanged.
PAIRS = (
    (0, 0),
    (1, 1),
    (2, 2),
    (3, 3),
    (4, 4),
    (5, 5),
    (6, 6),
    (0, 3),
    (1, 2),
    (5, 2),
    (4, 0),
    (6, 3),
)
_CENTRE = "M0-2.1L2.1 0L0 2.1L-2.1 0Z"
_CENTRE_WITH_EYE = "M0-2.4L2.4 0L0 2.4L-2.4 0ZM0-1L-1 0L0 1L1 0Z"


class Chance:
    """A stream of choices that depends on nothing but its seed."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._drawn = 0

    def one_of(self, choices: Sequence[T]) -> T:
        """The next choice."""
        self._drawn += 1
        digest = sha256(f"{self._seed}:{self._drawn}".encode()).digest()
        return choices[int.from_bytes(digest[:4], "big") % len(choices)]


def _figure(name: str, field: Field) -> str:
    """The definition of a figure: horns and amulets as two groups, coloured where they are used."""
    lines = "".join(
        f'<path d="{_HORN}" transform="rotate({horns.turn + turn}) translate(0 {-horns.foot:g}) '
        f'scale({mirror * abs(horns.scale):g} {horns.scale:g})"/>'
        for horns in field.horns
        for turn in _FOUR
        for mirror in (1, -1)
    )
    shapes = "".join(
        f'<path d="{path}" transform="rotate({first + turn})"/>'
        for first, path in field.amulets
        for turn in _FOUR
    )
    crossed = any(horns.foot == 0 for horns in field.horns)
    centre = _CENTRE if crossed else _CENTRE_WITH_EYE
    return (
        f'<g id="{name}-l" fill="none">{lines}</g><g id="{name}-s">{shapes}<path d="{centre}"/></g>'
    )


def _field(name: str, figure: str, felt: Felt) -> str:
    """The definition of a whole field: ground, the cord below the figure, the figure above it."""
    half = TILE // 2
    lines, shapes = f'href="#{figure}-l"', f'href="#{figure}-s"'
    return (
        f'<symbol id="{name}" viewBox="-{half} -{half} {TILE} {TILE}">'
        f'<path d="M-{half}-{half}h{TILE}v{TILE}h-{TILE}z" fill="{felt.ground}"/>'
        f'<g stroke="{felt.cord}" fill="{felt.cord}" {_ROUND}>'
        f'<use {lines} stroke-width="{_LINE + 2 * _CORD:g}"/>'
        f'<use {shapes} stroke-width="{2 * _CORD:g}"/></g>'
        f'<g stroke="{felt.figure}" stroke-width="{_LINE:g}" {_ROUND}><use {lines}/></g>'
        f'<use {shapes} fill="{felt.figure}" fill-rule="evenodd"/></symbol>'
    )


def exchanged(felt: Felt) -> Felt:
    """The same two felts, figure and ground exchanged."""
    return Felt(felt.figure, felt.ground, felt.cord)


def carpet(
    *, seed: str, columns: int, rows: int, size: float, felt: Felt | None = None, top: float = 0
) -> str:
    """Fields side by side, without an outer ``<svg>``; every second one exchanges its felts.

    Args:
        size: width of one field in the units of the picture.
    """
    chance = Chance(seed)
    felt = felt or chance.one_of(FELTS)
    pair = chance.one_of(PAIRS)
    name = _name(seed)
    figures = "".join(_figure(f"{name}{at}", FIELDS[at]) for at in sorted(set(pair)))
    felts = felt, exchanged(felt)
    fields = "".join(_field(f"{name}f{at}", f"{name}{pair[at]}", felts[at]) for at in (0, 1))
    laid = "".join(
        f'<use href="#{name}f{(column + row) % 2}" x="{column * size:g}" y="{top + row * size:g}" '
        f'width="{size:g}" height="{size:g}"/>'
        for row in range(rows)
        for column in range(columns)
    )
    return f"<defs>{figures}{fields}</defs>{laid}"


def _name(seed: str) -> str:
    """Names inside a page must differ from ornament to ornament."""
    return "o" + sha256(seed.encode()).hexdigest()[:6]


def amulets(*, width: float, top: float, size: float, felt: Felt) -> str:
    """A border of тумарча: a row of triangles, the figure up and the ground down."""
    count = round(width / size)
    step = width / count
    teeth = "".join(f"l{step / 2:g}-{size:g} {step / 2:g} {size:g}" for _ in range(count))
    eyes = "".join(
        f"M{(at + 0.5) * step:g} {top + size * 0.45:g}"
        f"l{step * 0.16:g} {size * 0.34:g}h-{step * 0.32:g}z"
        for at in range(count)
    )
    return (
        f'<path d="M0 {top:g}h{width:g}v{size:g}H0z" fill="{felt.ground}"/>'
        f'<path d="M0 {top + size:g}{teeth}z" fill="{felt.figure}"/>'
        f'<path d="{eyes}" fill="{felt.ground}"/>'
        f'<path d="M0 {top:g}h{width:g}M0 {top + size:g}h{width:g}" stroke="{felt.cord}" '
        f'stroke-width="3" fill="none"/>'
    )


def waves(*, width: float, top: float, size: float, felt: Felt) -> str:
    """A border of толкун: one wave after another, each curling over the next."""
    count = round(width / (size * 1.5))
    step = width / count
    wave = "c.2-.62.42-.86.66-.86.2 0 .32.15.32.32 0 .15-.1.26-.24.26-.1 0-.18-.07-.18-.17"
    drawn = "".join(
        f'<path d="M0 1{wave}" transform="translate({(at + 0.02) * step:g} {top:g}) '
        f'scale({step:g} {size:g})"/>'
        for at in range(count)
    )
    return (
        f'<path d="M0 {top:g}h{width:g}v{size:g}H0z" fill="{felt.ground}"/>'
        f'<g fill="none" stroke="{felt.figure}" stroke-width=".13" {_ROUND}>{drawn}</g>'
        f'<path d="M0 {top:g}h{width:g}M0 {top + size:g}h{width:g}" stroke="{felt.cord}" '
        f'stroke-width="3" fill="none"/>'
    )


#: Ways to lay the carpet of a cover: fields in a row, rows.
_LAYS = ((3, 2), (4, 2), (5, 3), (6, 4))
_WIDTH, _HEIGHT = 600, 800
_CARPET_TOP = 196
_BORDER = 30
#: Mean width of a letter of the title face, in parts of its size, on the wide side.
_LETTER = 0.6


def cover(*, number: str, theme: str, seed: str = "", when: str = "") -> str:
    """The cover of an issue as SVG: masthead, number, carpet and theme, cut from two felts.

    Args:
        number: as printed, ``"5 (162)"``.
        seed: decides the ornament; by default number and theme do.
    """
    seed = seed or f"{number}/{theme}"
    chance = Chance(f"cover/{seed}")
    felt = chance.one_of(FELTS)
    columns, rows = chance.one_of(_LAYS)
    size = _WIDTH / columns
    border = chance.one_of((amulets, waves))
    carpet_top = _CARPET_TOP + _BORDER
    below = carpet_top + rows * size
    theme_top = below + _BORDER
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'width="{_WIDTH}" height="{_HEIGHT}" aria-hidden="true">'
        f'<path d="M0 0h{_WIDTH}v{_HEIGHT}H0z" fill="{felt.ground}"/>'
        f'<g fill="{PAPER}" font-family="{_FACE}" font-weight="600">'
        f'<text x="30" y="98" font-size="62" textLength="540">{_MASTHEAD}</text>'
        f'<text x="30" y="158" font-size="36">№ {escape(number)}</text>'
        f'<text x="570" y="158" font-size="26" text-anchor="end">{escape(when)}</text>'
        f"{_theme(theme, theme_top)}</g>"
        f"{border(width=_WIDTH, top=_CARPET_TOP, size=_BORDER, felt=felt)}"
        f"{carpet(seed=seed, columns=columns, rows=rows, size=size, felt=felt, top=carpet_top)}"
        f"{border(width=_WIDTH, top=below, size=_BORDER, felt=felt)}"
        "</svg>"
    )


def _theme(theme: str, top: float) -> str:
    """The theme in as large a size as leaves room for all of its lines and its longest word."""
    room = _HEIGHT - top - 24
    longest = max((len(word) for word in theme.split()), default=1)
    for size in (52, 46, 42, 38, 34, 30, 26, 22):
        letters = int(540 / (size * _LETTER))
        lines = textwrap.wrap(theme, letters, break_on_hyphens=False)
        if longest <= letters and len(lines) * size * 1.2 <= room:
            break
    lines = lines[: max(int(room / (size * 1.2)), 1)]
    return "".join(
        f'<text x="30" y="{top + size * (1.25 + 1.2 * at):g}" font-size="{size}">'
        f"{escape(line)}</text>"
        for at, line in enumerate(lines)
    )


def felt_of_cover(seed: str) -> Felt:
    """The felts of the cover that ``seed`` decides, for what goes with it."""
    return Chance(f"cover/{seed}").one_of(FELTS)


def picture(*, seed: str, columns: int, rows: int, size: int = 96, felt: Felt | None = None) -> str:
    """A carpet as a picture of its own: grounds of sharing pictures, wrappers, certificates."""
    width, height = columns * size, rows * size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" aria-hidden="true">'
        f"{carpet(seed=seed, columns=columns, rows=rows, size=size, felt=felt)}</svg>"
    )


def rosette(seed: str) -> str:
    """One field in the colours of the text around it: ``color``, ``--sign-2``, ``--cord``."""
    felt = Felt("currentColor", "var(--sign-2)", "var(--cord)")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96" '
        'class="empty__ornament" aria-hidden="true">'
        f"{carpet(seed=seed, columns=1, rows=1, size=96, felt=felt)}</svg>"
    )
