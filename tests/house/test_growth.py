"""Work grows as the text grows: a structure printed four times as often takes at most five times the work.

What is counted is calls and lines of the program, never time. Structures are drawn by seed from pieces of
official documents; the shapes of :mod:`support.growing`, which once took the square, are tried by name.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from build_tools.exports.every import all_data
from build_tools.model.catalogue import Code
from build_tools.pages.every import all_pages
from support.conversion import convert_text
from support.growing import SHAPES, drawn_structure

SIZE = 1000
"""Characters of the smallest text. What is done once for any text counts beside it: the ratio says less."""


def _counted(work: Callable[[], object]) -> int:
    """How many calls, and steps from a line to another, a piece of work takes."""
    count = 0

    def traced(frame: FrameType, event: str, argument: object) -> Callable[..., object]:
        nonlocal count
        count += 1
        return traced

    before = sys.gettrace()
    sys.settrace(traced)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def _work(text: str, folder: Path) -> int:
    def convert() -> None:
        corpus = convert_text(text, folder)
        assert not [n for notes in corpus.notes for n in notes if n.code is Code.SOURCE_FAILED]
        all_pages(corpus)
        all_data(corpus)

    return _counted(convert)


def _growth(shape: Callable[[int], str], folder: Path) -> float:
    """How much more work four times the text takes; what any text takes is left out."""
    own = _work("早市\n", folder)
    small, large = (_work(shape(size), folder) for size in (SIZE, 4 * SIZE))
    return (large - own) / max(small - own, small // 4)


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_grows_by_the_line(name: str, tmp_path: Path) -> None:
    _work(SHAPES[name](300), tmp_path)  # fills what is kept for the run
    assert _growth(SHAPES[name], tmp_path) <= 5


@pytest.mark.parametrize("seed", range(10))
def test_a_structure_grows_by_the_line(seed: int, tmp_path: Path) -> None:
    shape = drawn_structure(random.Random(seed))
    _work(shape(300), tmp_path)
    assert _growth(shape, tmp_path) <= 5


def test_work_that_grows_by_the_square_is_seen() -> None:
    def squared(n: int) -> Callable[[], object]:
        return lambda: [k for _ in range(n) for k in range(n)]

    assert _counted(squared(40)) > 10 * _counted(squared(10))
