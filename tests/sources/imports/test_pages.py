"""``gazette pages``: the print's pages as pictures, and where each raw line stands on them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from build_tools.cli import main
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
    Path(name).write_bytes(data)
    assert gazette("add", name, "--on", "2024-06-01").exit_code == 0
    assert gazette("pages", "a").exit_code == 0
    listed = json.loads(Path("build/pages/a/lines.json").read_text(encoding="utf-8"))
    assert len(listed["pages"]) == count
    lines = [(page, box) for _, page, box in listed["lines"] if box[2] - box[0] > 9]
    assert {page for page, _ in lines} == set(range(1, count + 1))
    for page, box in lines:
        with Image.open(f"build/pages/a/{page}.webp") as picture:
            entry = listed["pages"][page - 1]
            assert picture.size == (entry["width"], entry["height"])
            grey = picture.convert("L")
            ink = grey.point([255 * (v < 128) for v in range(256)]).getbbox()
        assert ink is not None
        assert all(abs(a - b) <= 16 for a, b in zip(ink, box, strict=True)), (ink, box)


def test_a_source_without_pages_is_refused() -> None:
    Path("a.docx").write_bytes(docx(p("早市。")))
    assert gazette("add", "a.docx", "--on", "2024-06-01").exit_code == 0
    assert "pages-none" in gazette("pages", "a").output
    assert "id-missing" in gazette("pages", "b").output
    assert not Path("build/pages").exists()
