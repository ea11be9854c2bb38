"""Scans: what is recognised is right or in doubt, and no ink is without text unsaid. A page in each run."""

from __future__ import annotations

import os
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from build_tools.cache.store import Store
from build_tools.sources.imports import pdf, scan
from build_tools.sources.imports.read import import_file, recount_original
from build_tools.sources.imports.refusals import Refusal, Refused
from build_tools.sources.imports.written import printed
from support import office, pdf_files
from support.scans import scanned

PAGES = range(8) if os.environ.get("GAZETTE_FULL") else (5,)


def _solid(text: str) -> str:
    return "".join(text.split()).replace(";", "；").replace(",", "，").replace(":", "：")


def _printed(page: int) -> str:
    """All that a page of the issue prints."""
    found = import_file("a.pdf", office.printed())
    rows = found.text.decode().splitlines()
    here = [n for n, p in found.record.places.items() if p.page == page + 1]
    return _solid("".join(printed(rows[n - 1]) for n in here))


@pytest.mark.parametrize("page", PAGES)
def test_every_wrong_character_is_in_doubt(page: int, tmp_path: Path) -> None:
    """What is otherwise than the print says is under a doubt, or its ink is told. Signs of footnotes are read
    as figures of the line: what they are is not seen."""
    data = scanned(office.printed(), [page])
    found = import_file("a.tif", data, Store(tmp_path))
    text, wanted = _solid(printed(found.text.decode())), _printed(page)
    unsure = {d.was for d in found.record.doubts if d.code == "original-unsure"}
    told = sum("有墨迹" in d.detail for d in found.record.doubts)
    signs = "12" if page == 3 else ""
    wrong = [
        (wanted[a:b], text[c:d])
        for tag, a, b, c, d in SequenceMatcher(None, wanted, text, autojunk=False).get_opcodes()
        if tag != "equal" and not (text[c:d] and set(text[c:d]) <= unsure | set(signs))
    ]
    moved = sorted("".join(w + t for w, t in wrong))
    assert len(wrong) <= told or sorted(wanted) == sorted(text), (wrong, moved)
    assert recount_original(found.record, data, found.text.decode()) == ("", "")


def test_the_tables_of_a_scan_and_a_page_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = scanned(office.printed(), [5])
    first = import_file("a.tif", data, Store(tmp_path))
    text = first.text.decode()
    assert text.count("<table>") == 2
    assert '<td colspan="2">2023年</td><td colspan="2">2024年</td>' in text
    assert '<td>停车场地址</td><td colspan="3"></td>' in text
    monkeypatch.setattr(scan, "_recognised", None)
    assert import_file("a.tif", data, Store(tmp_path)) == first


def test_without_the_extra_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "can_recognise", lambda: False)
    with pytest.raises(Refused) as stopped:
        import_file("a.tif", scanned(office.printed(), [0]))
    assert stopped.value.refusal is Refusal.OCR_MISSING
    assert "gazette[ocr]" in stopped.value.said("a.tif")


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
