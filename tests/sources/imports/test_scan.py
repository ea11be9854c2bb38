"""Scans: what is recognised is right or in doubt, and no ink is without text unsaid. A page in each run."""

from __future__ import annotations

import os
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from build_tools.cache.store import Store
from build_tools.sources.imports import pdf, scan
from build_tools.sources.imports.read import Imported, import_file, recount_original
from build_tools.sources.imports.refusals import Refusal, Refused
from build_tools.sources.imports.scan import Scanning
from build_tools.sources.imports.scan_ink import Char, read_alone, with_lost, with_raised
from build_tools.sources.imports.written import printed
from support import office, pdf_files
from support.facts import KINDS, expected, facts
from support.scans import scanned

FULL = "GAZETTE_FULL" in os.environ
PAGES = range(8) if FULL else (5,)
WHOLE = () if FULL else (3,)


# What a recognition writes half as wide as it is printed, and the converter in one way.
_HALF = str.maketrans(";,:()", "；，：（）")


def _solid(text: str) -> str:
    return "".join(text.split()).translate(_HALF)


def _printed(page: int) -> str:
    """All that a page of the issue prints."""
    found = import_file("a.pdf", office.printed())
    rows = found.text.decode().splitlines()
    here = [n for n, p in found.record.places.items() if p.page == page + 1]
    return _solid("".join(printed(rows[n - 1]) for n in here))


@pytest.mark.parametrize("page", PAGES)
def test_every_wrong_character_is_in_doubt(page: int, tmp_path: Path) -> None:
    """What is otherwise than the print says is under a doubt, or its ink is told."""
    data = scanned(office.printed(), [page])
    found = import_file("a.tif", data, Scanning(Store(tmp_path)))
    text, wanted = _solid(printed(found.text.decode())), _printed(page)
    unsure = {d.was for d in found.record.doubts if d.code == "original-unsure"}
    told = sum("有墨迹" in d.detail for d in found.record.doubts)
    wrong = [
        (wanted[a:b], text[c:d])
        for tag, a, b, c, d in SequenceMatcher(None, wanted, text, autojunk=False).get_opcodes()
        if tag != "equal" and not (text[c:d] and set(text[c:d]) <= unsure)
    ]
    moved = sorted("".join(w + t for w, t in wrong))
    assert len(wrong) <= told or sorted(wanted) == sorted(text), (wrong, moved)
    assert recount_original(found.record, data, found.text.decode()) == ("", "")


# What a recognition reads otherwise than the print, each under a doubt; and blanks, which it does not show.
_MISREAD = str.maketrans("[]", "〔〕")
_PLACES = ("start", "end")


def _bare(value: Any) -> Any:
    match value:
        case str():
            return _solid(value).translate(_MISREAD)
        case Mapping():
            return {k: _bare(v) for k, v in value.items() if k not in _PLACES}
        case list() | tuple():
            return [_bare(v) for v in value]
        case _:
            return value


@cache
def _whole() -> tuple[Imported, Mapping[str, Any], list[tuple[int, int]]]:
    """The issue as it is scanned, of which one page is read in a usual run: what it gives, who was told."""
    told: list[tuple[int, int]] = []
    scanning = Scanning(told=lambda *counts: told.append(counts))
    found = import_file("a.tif", scanned(office.printed(), WHOLE), scanning)
    return found, facts(found.text), told


@pytest.mark.parametrize("kind", KINDS if FULL else ("footnotes",))
def test_the_made_up_issue_as_from_plain_text(kind: str) -> None:
    assert _bare(_whole()[1][kind]) == _bare(expected()[kind])


def test_who_waits_is_told_of_each_page() -> None:
    count = 8 if FULL else 1
    assert _whole()[2] == [(k, count) for k in range(1, count + 1)]


def test_signs_of_footnotes_are_in_doubt() -> None:
    found = _whole()[0]
    assert "停车场[^1]的管理" in found.text.decode()
    assert {d.was for d in found.record.doubts if d.code == "original-unsure"} >= {"1"}


# A line of blocks of ink: each character, its left edge, how high its ink is and how wide.
_LINE = (
    ("车", 100, 40, 40), ("场", 150, 40, 40), ("", 195, 17, 11), ("的", 210, 40, 40), ("泊", 260, 40, 40),
    ("2", 305, 17, 11), ("使", 330, 40, 40), ("“", 385, 17, 11), ("管", 430, 40, 40), ("1", 480, 33, 14),
)  # fmt: skip
_BOX = (95, 95, 520, 150)


def _blocks() -> tuple[list[Char], Any]:
    picture = np.full((200, 600), 255, np.uint8)
    for _, x, high, wide in _LINE:
        top = 102 if high < 20 else 140 - high
        picture[top : top + high, x : x + wide] = 0
    return [Char(c, x, x + w, 141, 45, 0.99) for c, x, _, w in _LINE if c], picture


def test_signs_of_footnotes_are_told_by_their_ink() -> None:
    """One that was lost is read by itself and in doubt, one that was read as a figure is raised; marks of
    quotation and figures of full height are neither."""
    chars, picture = _blocks()
    asked: list[Any] = []
    found, lost = with_raised(
        chars, _BOX, picture, picture < 140, lambda p: (asked.append(p), ("1", 0.97))[1]
    )
    assert "".join(c.char for c in found) == "车场1的泊2使“管1"
    assert [(c.char, c.sure) for c in found if c.size < 40] == [("1", 0.5), ("2", 0.99)]
    assert lost == [(195, 102, 206, 119)]
    assert len(asked) == 1


def test_ink_that_says_no_figure_is_no_sign() -> None:
    chars, picture = _blocks()
    found, lost = with_raised(chars, _BOX, picture, picture < 140, lambda _: ("丶", 0.9))
    assert ("".join(c.char for c in found), lost) == ("车场的泊2使“管1", [])


def test_a_character_that_a_line_has_lost_is_read_by_itself() -> None:
    chars, picture = _blocks()
    kept = [c for c in chars if c.char != "的"]
    gap, sliver = (207, 95, 255, 150), (193, 95, 208, 150)
    found, unread = with_lost(kept, [sliver, gap], picture, picture < 140, lambda _: ("的", 0.98))
    assert [(c.char, c.sure) for c in found if c.char == "的"] == [("的", 0.5)]
    assert unread == [sliver]
    found, unread = with_lost(kept, [gap], picture, picture < 140, lambda _: ("", 0.0))
    assert (found, unread) == (kept, [gap])


def test_the_tables_of_a_scan_and_a_page_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = scanned(office.printed(), [5])
    first = import_file("a.tif", data, Scanning(Store(tmp_path)))
    text = first.text.decode()
    assert text.count("<table>") == 2
    assert '<td colspan="2">2023年</td><td colspan="2">2024年</td>' in text
    assert '<td>停车场地址</td><td colspan="3"></td>' in text
    monkeypatch.setattr(scan, "_recognised", None)
    assert import_file("a.tif", data, Scanning(Store(tmp_path))) == first


def test_ink_outside_of_all_lines_is_read_by_itself_or_told() -> None:
    picture = np.full((300, 900), 255, np.uint8)
    picture[40:73, 800:818] = 0  # a figure
    picture[120:280, 100:400] = 0  # a picture
    ink = picture < 140
    places = [(780, 30, 840, 80), (90, 110, 410, 290)]
    found, unread = read_alone(places, 45.0, picture, ink, lambda _: ("7", 0.93))
    assert [(c.char, c.x0, round(c.base), c.sure) for c in found] == [("7", 800, 71, 0.5)]
    assert unread == places[1:]
    assert read_alone(places, 45.0, picture, ink, lambda _: ("7", 0.3)) == ([], places)


@pytest.mark.parametrize("turn", (90, 180, 270) if FULL else (180,))
def test_a_page_that_lies_otherwise_is_read_upright(turn: int) -> None:
    straight = import_file("a.tif", scanned(office.printed(), [2]))
    found = import_file("a.tif", scanned(office.printed(), [2], turn=turn))
    assert _solid(found.text.decode()) == _solid(straight.text.decode())
    box = found.record.places[2].box
    assert box is not None
    first = straight.record.places[2].box
    assert first is not None
    if turn == 180:
        assert box[3] - box[1] == pytest.approx(first[3] - first[1], abs=6)
        assert box[1] > 400 > first[1]
    else:
        assert box[3] - box[1] > box[2] - box[0]


def test_without_the_extra_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "can_recognise", lambda: False)
    with pytest.raises(Refused) as stopped:
        import_file("a.tif", scanned(office.printed(), [0]))
    assert stopped.value.refusal is Refusal.OCR_MISSING
    assert "make ocr" in stopped.value.said("a.tif")


def test_a_pdf_that_is_a_scan_needs_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "can_recognise", lambda: False)
    data = pdf_files.pdf(
        ["595 0 0 842 0 0 cm /Im1 Do"], page=pdf_files.HOLDS_PICTURE, objects=[pdf_files.PICTURE]
    )
    with pytest.raises(Refused) as stopped:
        import_file("a.pdf", data)
    assert stopped.value.refusal is Refusal.OCR_MISSING


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n", b"II*\0" + bytes(40), b"\xff\xd8\xff" + bytes(40)])
def test_broken_pictures_are_refused(data: bytes) -> None:
    with pytest.raises(Refused) as stopped:
        import_file("a.png", data)
    assert stopped.value.refusal is Refusal.FILE_BROKEN
