"""A printed page: its characters and rules with their places, the same for a PDF, an OFD and a scan.

Lengths are points, places are counted from the upper left corner of the page as it is read: a page whose
text runs sideways is turned first (``turned``).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from build_tools.model.original import Box, Kept


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on the page; ``chars`` is its code where it stands for nothing that can be read.

    ``kept`` says why it is not printed, ``sure`` how sure a recognition is of it: 1 where the file names it.
    """

    chars: str
    x0: float
    x1: float
    base: float  # the line that it stands on
    size: float
    kept: Kept | None = None
    sure: float = 1.0

    @property
    def middle(self) -> float:
        """The height at which a line would strike it out."""
        return self.base - 0.35 * self.size

    @property
    def box(self) -> Box:
        """What it covers of the page."""
        return self.x0, self.base - 0.88 * self.size, self.x1, self.base + 0.12 * self.size


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line, level or upright."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(frozen=True)
class Sheet:
    """A page. ``pictures`` is the part of it that pictures cover; ``turned`` by how many degrees it was
    turned to the left so that its text stands upright, ``skew`` by how many a scan was so that its lines lie
    level; ``unsure`` are characters that may not be seen, ``more`` says that annotations, fields or seals
    stand on it, ``unread`` are places of a scan with ink and without text."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...] = ()
    pictures: float = 0.0
    turned: int = 0
    skew: float = 0.0
    unsure: str = ""
    more: bool = False
    unread: tuple[Box, ...] = ()

    def unturned(self, box: Box) -> Box:
        """A box in the places of the page as it lies in the file's viewer."""
        x0, y0, x1, y1 = self._askew(box) if self.skew else box
        match self.turned:
            case 90:
                return self.height - y1, x0, self.height - y0, x1
            case 180:
                return self.width - x1, self.height - y1, self.width - x0, self.height - y0
            case 270:
                return y0, self.width - x1, y1, self.width - x0
            case _:
                return x0, y0, x1, y1

    def _askew(self, box: Box) -> Box:
        """What a level box covers of the page as it was scanned: turned back around the middle."""
        along, across = cos(radians(self.skew)), sin(radians(self.skew))
        x, y = self.width / 2, self.height / 2
        corners = [(a - x, b - y) for a in box[::2] for b in box[1::2]]
        xs = [x + a * along - b * across for a, b in corners]
        ys = [y + a * across + b * along for a, b in corners]
        return min(xs), min(ys), max(xs), max(ys)
