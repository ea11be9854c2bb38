"""The desk's keys on originals that have pages of their own: what was printed as PDF, as OFD, and a scan."""

from __future__ import annotations

import os
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from build_tools.sources.imports.pdf import pdf_sheets
from support import office
from support.desk import PATIENCE, Served, gazette, project, served, until
from support.ofd_files import of_sheets
from support.once import once
from support.planted_issue import word_file
from support.scans import scanned

NOTICE, TABLES = 2, 5  # of the issue's pages; a scan of all of them takes too long


def _original(kind: str) -> bytes:
    data = office.printed()
    if kind == "pdf":
        return data
    return of_sheets(pdf_sheets(data)) if kind == "ofd" else scanned(data, [NOTICE, TABLES])


@pytest.fixture(params=["pdf", "ofd", "tif"] if os.environ.get("GAZETTE_FULL") else ["tif"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    """The desk of an archive that holds the original; a faulty Word file is a witness to what is text."""
    kind: str = request.param

    def make(made: Path) -> None:
        own = project(made / "archive")
        (made / f"b.{kind}").write_bytes(_original(kind))
        gazette(own, "add", str(made / f"b.{kind}"), "--id", "b", "--on", "2026-11-28")
        if kind != "tif":
            (made / "b.docx").write_bytes(word_file())
            gazette(own, "add", "--witness", str(made / "b.docx"), "--id", "b")
        gazette(own, "build")

    shutil.copytree(once(f"desk-{kind}", make) / "archive", tmp_path / "archive")
    with served(tmp_path / "archive") as own:
        yield own


class Editor:
    """Someone who has a keyboard and no mouse."""

    def __init__(self, page: Page, desk: Served) -> None:
        self.page = page
        self.path = desk.folder / "raw" / "b.toml"

    def entries(self, kind: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = tomllib.loads(self.path.read_text(encoding="utf-8")).get(kind, [])
        return found

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def wrote(self, kind: str, count: int) -> dict[str, Any]:
        """The last entry of a kind, once there are so many; the reason is asked for once."""
        until(lambda: self._answered() or len(self.entries(kind)) == count)
        return self.entries(kind)[-1]

    def _answered(self) -> bool:
        if self.page.locator("dialog[open] input[name=why]").count():
            self.press("Enter")
        return False

    def come_to(self, which: str) -> None:
        """Down the list to a finding."""
        for _ in range(40):
            if self.page.locator(f'#found > li[aria-current="true"]{which}').count():
                return
            self.press("ArrowDown")
        raise AssertionError(which)

    def look_for(self, words: str) -> None:
        """To the raw line that holds words."""
        self.press("/")
        self.page.locator("#search").fill(words)
        expect(self.page.locator("#found li[data-line]").first).to_contain_text(words)
        self.press("Enter")
        expect(self.page.locator("#found li[data-line]").first).to_be_focused()
        self.press("Enter")
        expect(self.page.locator("#paper .box").first).to_be_visible()


@pytest.fixture
def editor(page: Page, desk: Served) -> Editor:
    page.goto(desk.address)
    page.goto(f"{desk.root}/desk/issue/b")
    expect(page.locator("#found .head").first).to_be_visible(timeout=PATIENCE * 1000)
    expect(page.locator("#paper img")).to_be_visible(timeout=PATIENCE * 1000)
    return Editor(page, desk)


def test_keys(editor: Editor, desk: Served) -> None:
    page, before = editor.page, editor.path.read_bytes()
    expect(page.locator("#paper .box").first).to_be_visible()  # the line of the first finding
    editor.press("ArrowDown")
    expect(page.locator("#found > li").nth(1)).to_be_focused()
    editor.press("ArrowUp")
    expect(page.locator("#found > li").first).to_be_focused()
    written = 0
    # one of two readings, where a witness has another one
    if page.locator("#found > li[data-readings='2']").count():
        editor.come_to("[data-code=witness-differs][data-readings='2']:not(.settled)")
        editor.press("1")
        assert editor.wrote("accept", 1)["code"] == "witness-differs"
        editor.come_to("[data-code=witness-differs][data-readings='2']:not(.settled)")
        editor.press("2")
        entry = editor.wrote("correction", 1)
        assert (entry["was"], entry["now"]) == ("价", "介")
        written = 1
    # as printed
    accepted = len(editor.entries("accept"))
    editor.come_to("[data-code]:not(.settled)")
    editor.press("Enter")
    editor.wrote("accept", accepted + 1)
    # other words
    editor.look_for("各区人民政府")
    editor.press("e")
    expect(page.locator("dialog[open] input[name=was]")).to_have_value("各区人民政府")
    page.keyboard.type("各市区人民政府")
    editor.press("Enter")
    entry = editor.wrote("correction", written + 1)
    assert entry["now"].startswith("各市区人民政府")
    # no text
    editor.look_for("单位：个")
    editor.press("d")
    expect(page.locator("dialog[open]")).to_be_visible()
    editor.press("Enter")
    assert editor.wrote("lines", 1)["as"] == "furniture"
    # parted
    editor.look_for("请遵照执行")
    editor.press("p")
    expect(page.locator("dialog[open]")).to_be_visible()
    editor.press("ArrowDown", "Tab")
    page.keyboard.type("请遵照执行")
    editor.press("Enter")
    assert editor.wrote("lines", 2)["before"] == "请遵照执行"
    # a cell
    editor.look_for("西岸区")
    frame = page.frame_locator("#page")
    expect(frame.locator("tr", has_text="西岸区").first).to_be_visible(timeout=PATIENCE * 1000)
    editor.press("t")
    expect(page.locator("#cell")).to_contain_text("第2行，第1列（区域）：西岸区")
    editor.press("ArrowRight")
    expect(page.locator("#cell")).to_contain_text("（西岸区），第2列（2023年 / 公共泊位）：80")
    editor.press("Enter")
    expect(page.locator("dialog[open] input[name=now]")).to_be_focused()
    page.keyboard.type("81")
    editor.press("Enter")
    entry = editor.wrote("cell", 1)
    assert (entry["row"], entry["column"], entry["was"], entry["now"]) == ("row-2", 2, "80", "81")
    expect(frame.locator("tr", has_text="81").first).to_be_visible(timeout=PATIENCE * 1000)
    expect(page.locator("#cell")).to_contain_text("第2列（2023年 / 公共泊位）：81")  # it goes on where it was
    # all of it back again
    editor.press("Escape")
    for _ in range(8):
        if editor.path.read_bytes() == before:
            break
        here = editor.path.read_bytes()
        editor.press("u")
        until(lambda: editor.path.read_bytes() != here)  # noqa: B023
        expect(page.locator(".toast")).to_be_visible()
    assert editor.path.read_bytes() == before
