"""``gazette pages``: the print's pages as pictures, and where each raw line stands on them."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from PIL import Image, ImageDraw

from build_tools.cli import main
from build_tools.model.original import Node, Spot
from build_tools.sources.imports import scan
from build_tools.sources.imports.printed_lines import places_of
from build_tools.sources.imports.recognition import ReadLine
from support import office
from support.docx_files import docx, p
from support.ofd_files import ofd
from support.ofd_files import words as ofd_words
from support.pdf_files import pdf, words

PDF = pdf([words("早市应当按时开市。", 90, 700), words("夜市应当按时收市。", 90, 300)])
SIDEWAYS = pdf([words("早市应当按时开市。", 0, 0, more="0 1 -1 0 300 200 cm")])


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def gazette(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def listed(name: str, data: bytes) -> Any:
    """What is said of the lines of a file, in the form that the schema beside it names."""
    Path(name).write_bytes(data)
    assert gazette("add", name, "--on", "2024-06-01").exit_code == 0
    assert gazette("pages", "a").exit_code == 0
    found = json.loads(Path("build/pages/a/lines.json").read_text(encoding="utf-8"))
    form = json.loads(Path("build/pages/a/lines.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(found, form, jsonschema.Draft202012Validator)
    return found


def printing_lines() -> list[int]:
    """The raw lines that print something."""
    lines = Path("raw/a.txt").read_text(encoding="utf-8").splitlines()
    signs = ("<?gazette", "<page", "<table>", "</table>")
    return [n for n, line in enumerate(lines, 1) if line and not line.startswith(signs)]


@pytest.mark.parametrize(
    ("name", "data", "count"),
    [
        ("a.pdf", PDF, 2),
        ("a.pdf", SIDEWAYS, 1),
        ("a.ofd", ofd([ofd_words("早市应当按时开市。", 30, 40)]), 1),
        ("a.ofd", ofd([ofd_words("早市应当按时开市。", 99, 40, more='CTM="0 1 -1 0 0 0"')]), 1),
    ],
    ids=["pdf", "sideways", "ofd", "ofd sideways"],
)
def test_the_ink_of_each_line_is_in_its_box(name: str, data: bytes, count: int) -> None:
    found = listed(name, data)
    assert len(found["pages"]) == count
    assert {x["page"] for x in found["lines"]} == set(range(1, count + 1))
    for entry in found["lines"]:
        page = found["pages"][entry["page"] - 1]
        with Image.open(f"build/pages/a/{page['file']}") as picture:
            assert picture.size == (page["width"], page["height"])
            ink = _ink(picture)
        assert all(abs(a - b) <= 16 for a, b in zip(ink, entry["box"], strict=True)), (ink, entry)


def _ink(picture: Image.Image) -> tuple[int, int, int, int]:
    ink = picture.convert("L").point([255 * (v < 128) for v in range(256)]).getbbox()
    assert ink is not None
    return ink


def test_each_raw_line_of_a_pdf_has_its_page_and_box() -> None:
    found = listed("a.pdf", office.printed())
    assert set(printing_lines()) <= {x["line"] for x in found["lines"]}


def test_each_raw_line_of_a_word_file_is_found_in_its_print() -> None:
    """LibreOffice prints it; the words of each line are found in what was printed."""
    found = listed("a.docx", office.written("docx"))
    assert len(found["pages"]) == 8
    assert [n for n in printing_lines() if n not in {x["line"] for x in found["lines"]}] == []
    pages = [x["page"] for x in found["lines"]]
    assert pages == sorted(pages)


def test_words_that_stand_twice_are_found_in_their_order() -> None:
    nodes = [
        Node(Spot("", k, k, (0, k, 9, k + 1)), c)
        for k, c in enumerate(("附件", "早市1开市。", "附件", "1注"), 1)
    ]
    text = "附件\n早市[^1]开市。\n[^1]: 注\n附件\n夜市\n"
    assert {n: place.page for n, place in places_of(text, nodes).items()} == {1: 1, 2: 2, 3: 4, 4: 3}
    assert {n: place.page for n, place in places_of("附件\n早市1开市。\n附件\n", nodes).items()} == {
        1: 1,
        2: 2,
        3: 3,
    }


def test_both_sides_of_a_change_are_one_line() -> None:
    nodes = [Node(Spot("", 1, 1, (0, 0, 9, 9)), "停车时间在15分钟30分钟以内的，不收取停车费。")]
    assert list(places_of("停车时间在30分钟以内的，不收取停车费。", nodes)) == [1]
    assert places_of("停车时间在30分钟以内的，收取停车费两元五角。", nodes) == {}


def test_the_box_of_a_line_of_a_scan_is_where_it_was_scanned(monkeypatch: pytest.MonkeyPatch) -> None:
    """A scan is turned level to be read; the place is that on the picture as it was."""
    askew = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(askew)
    pen.line([(200, 300), (1000, 300)], 0, 8)
    askew = askew.rotate(2.0, fillcolor=255, resample=Image.Resampling.BICUBIC)
    monkeypatch.setattr(scan, "recognised_lines", _one_line)
    out = io.BytesIO()
    askew.save(out, "PNG", dpi=(150, 150))
    found = listed("a.png", out.getvalue())
    (line,) = [x for x in found["lines"] if x["line"] == 2]
    left, top, right, bottom = line["box"]
    with Image.open("build/pages/a/1.webp") as picture:
        ink = _ink(picture)
    assert ink[3] - ink[1] > 20  # it still lies askew
    assert abs(left - ink[0]) <= 8
    assert abs(right - ink[2]) <= 8
    assert abs(top + bottom - ink[1] - ink[3]) <= 30


def _one_line(upright: Any) -> list[ReadLine]:
    """The first stroke of a level picture, as a line of two characters."""
    rows = (upright < 140).sum(axis=1)
    top = int((rows > 1000).argmax())
    x0, x1 = 400, 2000
    box = [(x0, top - 10), (x1, top - 10), (x1, top + 30), (x0, top + 30)]
    half = [(x0, top), (1200, top), (1200, top), (x0, top)], [(1200, top), (x1, top), (x1, top), (1200, top)]
    return [ReadLine(box, ("早", "市"), half, (0.99, 0.99))]


def test_a_source_without_pages_is_refused() -> None:
    Path("a.html").write_text("<html><body><p>早市应当按时开市。</p></body></html>", encoding="utf-8")
    assert gazette("add", "a.html", "--on", "2024-06-01").exit_code == 0
    assert "pages-none" in gazette("pages", "a").output
    assert "id-missing" in gazette("pages", "b").output
    assert not Path("build/pages").exists()


def test_a_word_file_needs_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.docx").write_bytes(docx(p("早市。")))
    assert gazette("add", "a.docx", "--on", "2024-06-01").exit_code == 0
    monkeypatch.setenv("PATH", "")
    assert "office-missing" in gazette("pages", "a").output
