"""Every text whatever keeps what :mod:`support.sound` asks: drawn from official and hostile pieces."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings

from build_tools.pages.document import pages
from build_tools.pipeline import convert_corpus
from support.conversion import SOURCES, TEXTS, converted
from support.sound import assert_in_print_order, assert_renders, assert_repeats, assert_sound, check
from support.strategies import HOSTILE, anything, hostile, official

_FEW = settings(
    max_examples=120,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
_FILES = pytest.mark.parametrize("path", [*SOURCES, *TEXTS], ids=lambda p: p.stem)


@_FILES
def test_file_is_sound(path: Path) -> None:
    corpus = converted(path)
    assert_sound(corpus)
    assert_in_print_order(corpus)
    assert_renders(corpus)


@given(anything)
@example("")
@example("\ufeff")
@example("\r")
@example("早市\x00")
@_FEW
def test_any_text(text: str) -> None:
    check(text)


@given(official)
@_FEW
def test_text_of_official_pieces(text: str) -> None:
    check(text)


@given(hostile)
@_FEW
def test_hostile_text_is_text(text: str) -> None:
    check(text)


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("form", ["{}", "早市{}开市。", "{}\n早市。", "早市，\n{}", "| {} | 1 |"])
def test_hostile_piece(piece: str, form: str) -> None:
    check(piece if form == "{}" else f"早市管理办法\n\n{form.format(piece)}")


@given(official)
@_FEW
def test_same_text_twice(text: str) -> None:
    assert_repeats(text)


@given(official, official)
@_FEW
def test_two_sources_share_no_name(first: str, second: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / "a.txt", Path(folder) / "b.txt"]
        for path, text in zip(paths, (first, second), strict=True):
            path.write_text(text, encoding="utf-8", newline="")
        corpus = convert_corpus(paths)
    assert_sound(corpus)
    own = [{r.page for r in corpus.records if r.source == index} for index in range(2)]
    assert not own[0] & own[1]
    assert set(corpus.by_page) <= set(pages(corpus))
