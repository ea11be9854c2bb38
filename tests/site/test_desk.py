"""The desk as its editor has it: a real server, a real browser, from the file that came to the release."""

from __future__ import annotations

import io
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from build_tools.site.writing import locked
from support.desk import (
    ENVIRONMENT,
    ISSUE,
    PATIENCE,
    Served,
    cpu_seconds,
    planted,
    project,
    served,
    until,
)
from support.paths import ROOT
from support.planted_issue import MISPRINTS, pdf_file, word_file
from support.publishing import EARLY

_PICTURES = ROOT / "docs" / "pictures"


def photograph(page: Page, name: str) -> None:
    """A screen of the handbook, taken anew with ``GOLDEN=refresh``; else one of the same size is there."""
    taken = Image.open(io.BytesIO(page.screenshot()))
    kept = _PICTURES / f"desk-{name}.webp"
    if os.environ.get("GOLDEN") == "refresh":
        _PICTURES.mkdir(exist_ok=True)
        taken.convert("RGB").save(kept, "WEBP", quality=70, method=6)
    with Image.open(kept) as there:
        assert there.size == taken.size
    assert f"pictures/{kept.name}" in (ROOT / "docs" / "desk.md").read_text(encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    with served(project(tmp_path / "公报 文库")) as own:
        yield own


def at_issue(page: Page, desk: Served) -> None:
    """The desk of the new issue, its list filled."""
    page.goto(f"{desk.root}/desk/issue/{ISSUE}")
    expect(page.locator("#found .head").first).to_be_visible(timeout=PATIENCE * 1000)


def open_findings(page: Page) -> list[str]:
    return page.locator("#found > li:not(.settled) .head").all_text_contents()


@dataclass
class Hand:
    """What a person does at the desk, counted."""

    page: Page
    keys: int = 0
    clicks: int = 0

    def press(self, key: str) -> None:
        self.keys += 1
        self.page.keyboard.press(key)

    def click(self, which: str) -> None:
        self.clicks += 1
        self.page.locator(which).first.click()

    def choose(self, which: str) -> bool:
        """Click a finding of the list; False where there is none."""
        found: bool = self.page.evaluate(_CHOOSE, which)
        self.clicks += found
        return found


_CHOOSE = "which => { const row = document.querySelector(which); row?.click(); return row !== null; }"


def settle_all(hand: Hand) -> None:
    """What the print tells first, by the key of that reading; then all else as it stands."""
    page = hand.page
    for key, which in (("2", "[data-code=witness-differs][data-readings='2']"), ("Enter", "[data-code]")):
        for _ in range(60):
            if not hand.choose(f"#found > li:not(.settled){which}"):
                break
            hand.press(key)
            page.wait_for_timeout(100)
            if page.locator("dialog[open]").count():
                hand.press("Enter")  # the reason that is offered
            page.wait_for_timeout(300)
        else:
            raise AssertionError("findings are left")


def test_from_a_word_file_to_the_release(browser: Browser, desk: Served, tmp_path: Path) -> None:
    (tmp_path / "第6期.docx").write_bytes(word_file())
    (tmp_path / "第6期.pdf").write_bytes(pdf_file())
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    troubles: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(desk.address)
    hand, used, begun = Hand(page), cpu_seconds(desk.process.pid), time.monotonic()
    page.set_input_files("#file", [tmp_path / "第6期.docx", tmp_path / "第6期.pdf"])
    hand.clicks += 3  # the button, the two files
    expect(page.locator("#added .said").filter(has_text="witness-differs")).to_be_visible(
        timeout=PATIENCE * 1000
    )
    photograph(page, "home")
    hand.click("#added a")
    expect(page.locator("#found .head").first).to_be_visible(timeout=PATIENCE * 1000)
    page.evaluate(_CHOOSE, "#found > li[data-code=witness-differs][data-readings='2']")
    expect(page.locator("#paper .here, #paper .box").first).to_be_visible()
    expect(page.frame_locator("#page").locator('[style*="outline"]').first).to_be_visible()
    photograph(page, "issue")
    assert sum("witness-differs" in words for words in open_findings(page)) >= len(MISPRINTS)
    settle_all(hand)
    expect(page.locator("#progress")).to_contain_text("待处理 0", timeout=PATIENCE * 1000)
    changed = {str(c["was"]) + str(c["now"]) for c in desk.sidecar()["correction"]}
    for right, wrong in MISPRINTS.items():
        (a, b) = next((x, y) for x, y in zip(wrong, right, strict=True) if x != y)
        assert any(a in words and b in words for words in changed), wrong
    hand.click("#read")
    expect(page.locator("#progress")).to_contain_text("已对照 1", timeout=PATIENCE * 1000)
    hand.click("header a[href='/desk/publish']")
    expect(page.locator("#stops")).to_contain_text("可以发布", timeout=PATIENCE * 1000)
    expect(page.locator("#warned")).to_contain_text("没有写网站地址")
    photograph(page, "publish")
    hand.click("#go")
    expect(page.locator("#said")).to_contain_text("已发布", timeout=PATIENCE * 1000)
    shown = str(desk.folder / "网站" / "current")
    expect(page.locator("#out")).to_contain_text(shown, timeout=PATIENCE * 1000)
    expect(page.locator("#out")).to_contain_text(str(desk.folder / "dist" / "gazette-"))
    used, wall = cpu_seconds(desk.process.pid) - used, time.monotonic() - begun
    print(
        f"person: {hand.keys} keys, {hand.clicks} clicks; machine: {used:.0f} s of CPU; {wall:.0f} s in all"
    )
    assert used < 60
    published = Path(shown).resolve()
    notice = html.document_fromstring((published / "documents" / "lu-zheng-fa-2024-12.html").read_bytes())
    (article,) = notice.xpath("//*[@data-l='29']")
    assert "规范停车场" in article.text_content()
    assert list((published / "bundles").glob("*.zip"))
    assert not (published / "desk").exists()
    assert {url for url in asked if not url.startswith((desk.root, "data:", "blob:"))} == set()
    assert troubles == []
    context.close()


@pytest.fixture
def added(tmp_path: Path) -> Iterator[Served]:
    """The desk of an archive with the issue."""
    with served(planted(tmp_path / "公报 文库")) as own:
        yield own


def test_print_and_page_lead_to_each_other(page: Page, added: Served) -> None:
    """The pages of a Word file are those that LibreOffice prints."""
    page.goto(added.address)
    at_issue(page, added)
    frame = page.frame_locator("#page")
    page.select_option("#pages", index=0)
    expect(frame.locator("[data-l]", has_text="维护公共秩序")).to_be_visible()
    expect(page.locator("#paper img")).to_be_visible(timeout=PATIENCE * 1000)
    frame.locator("[data-l]", has_text="维护公共秩序").click(position={"x": 120, "y": 10})
    box = page.locator("#paper .box")
    expect(box).to_have_count(1)
    frame.locator("[data-l]", has_text="信息平合").click(position={"x": 60, "y": 10})
    expect(box).to_have_count(1)
    place = box.bounding_box()
    assert place is not None
    frame.locator("[data-l]", has_text="维护公共秩序").click(position={"x": 120, "y": 10})
    page.locator("#turn").click(click_count=4)
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    expect(frame.locator('[style*="outline"]').first).to_be_visible()
    assert page.locator("#sheets").inner_text() != ""


def test_raw_lines_stand_for_a_print_that_is_not_there(page: Page, desk: Served) -> None:
    page.goto(desk.address)
    until(lambda: (desk.folder / "site" / "index.html").is_file())
    page.goto(f"{desk.root}/desk/issue/a")
    frame = page.frame_locator("#page")
    expect(frame.locator("[data-l]", has_text="早市应当按时开市。")).to_be_visible(timeout=PATIENCE * 1000)
    frame.locator("[data-l]", has_text="早市应当按时开市。").click(position={"x": 90, "y": 10})
    expect(page.locator("#paper .here")).to_contain_text("早市应当按时开市。")
    expect(page.locator("#paper .here mark")).to_have_count(1)
    page.locator("#paper li", has_text="2024年5月1日").click()
    expect(frame.locator('[style*="outline"]')).to_contain_text("2024年5月1日")


def test_keys_write_and_undo(page: Page, added: Served) -> None:
    page.goto(added.address)
    at_issue(page, added)
    before = (added.folder / "raw" / f"{ISSUE}.toml").read_bytes()
    page.locator("#found > li", has_text="original-change").click()
    page.keyboard.press("2")
    page.locator("dialog[open] input").fill("据手稿")
    page.keyboard.press("Enter")
    until(lambda: "correction" in added.sidecar())
    (entry,) = added.sidecar()["correction"]
    assert (entry["now"], entry["why"]) == ("15分钟", "据手稿")
    page.keyboard.press("u")
    until(lambda: (added.folder / "raw" / f"{ISSUE}.toml").read_bytes() == before)
    page.wait_for_timeout(1000)
    expect(page.locator("#status")).to_have_text("", timeout=PATIENCE * 1000)  # no rebuild is under way
    # a cell: T, to the sum that does not agree, Enter, the right figure
    page.select_option("#pages", label="鹭洲市泊位数量表")
    frame = page.frame_locator("#page")
    expect(frame.locator("tr", has_text="501").first).to_be_visible()
    page.keyboard.press("t")
    expect(page.locator("#cell")).to_contain_text("第1行，第1列")
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] input[name=now]")).to_be_focused()
    page.keyboard.type("510")
    page.keyboard.press("Enter")
    until(lambda: "cell" in added.sidecar())
    (cell,) = added.sidecar()["cell"]
    assert (cell["was"], cell["now"], cell["column"]) == ("501", "510", 3)
    expect(frame.locator("tr", has_text="510").first).to_be_visible(
        timeout=PATIENCE * 1000
    )  # the page is renewed
    expect(page.locator("#cell")).to_contain_text("：510")  # an editor's word stands in its cell as any other
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open]")).to_contain_text("现为“510”")
    page.keyboard.press("Escape")
    # a line that is no text
    page.keyboard.press("Escape")
    page.locator("#search").fill("主管主办")
    page.locator("#found li[data-line]").first.click()
    page.keyboard.press("d")
    expect(page.locator("dialog[open]")).to_be_visible()
    page.keyboard.press("Enter")
    until(lambda: "lines" in added.sidecar())
    (line,) = added.sidecar()["lines"]
    assert line["as"] == "furniture"


def test_cells_are_joined_by_a_key(page: Page, tmp_path: Path) -> None:
    folder = project(tmp_path / "archive")
    text = EARLY + "\n| 项目 | 分值 | 备注 |\n|---|---|---|\n| 地面 | 清洁 | 每日 |\n| 水池 | 6 | 每周 |\n"
    (folder / "raw" / "a.txt").write_text(text, encoding="utf-8")
    with served(folder) as own:
        page.goto(own.address)
        until(lambda: (folder / "site" / "issues" / "a.html").is_file())
        page.goto(f"{own.root}/desk/issue/a")
        frame = page.frame_locator("#page")
        expect(frame.locator("tr", has_text="清洁")).to_be_visible(timeout=PATIENCE * 1000)
        expect(page.locator("#status")).to_have_text("", timeout=PATIENCE * 1000)
        page.keyboard.press("t")
        expect(page.locator(".toast")).to_contain_text("方向键移动")
        for key in ("ArrowRight", "Shift+ArrowRight", "s"):
            page.keyboard.press(key)
        expect(page.locator("dialog[open] input[name=now]")).to_have_value("清洁每日")
        expect(page.locator("dialog[open] input[name=why]")).to_have_value("据纸质公报")
        page.keyboard.press("Enter")
        expect(page.locator(".toast")).to_contain_text("一格改为“清洁每日”（理由：据纸质公报）")
        (cell,) = own.sidecar("a")["cell"]
        assert cell["table"] == "青江市人民政府关于加强早市管理的通知"
        assert (cell["rows"], cell["columns"], cell["was"]) == (["row-1", "row-1"], [2, 3], ["清洁", "每日"])
        expect(frame.locator("td[colspan='2']")).to_contain_text("清洁每日", timeout=PATIENCE * 1000)


def test_a_screen_reader_is_told_what_there_is(page: Page, added: Served) -> None:
    """Roles and names of what the keys work on; the finding at hand has the focus, so that it is read out."""
    page.goto(added.address)
    expect(page.locator("body")).to_match_aria_snapshot("""
        - banner:
          - heading "校勘台" [level=1]
          - link "发布"
        - main:
          - paragraph:
            - button "选择文件"
          - table "各期来源":
            - rowgroup:
              - row:
                - columnheader "来源"
                - columnheader "新的"
                - columnheader "待处理"
                - columnheader "已处理"
                - columnheader "已对照的页"
        """)
    at_issue(page, added)
    page.keyboard.press("ArrowDown")
    expect(page.locator("#found > li").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#found > li").first).to_be_focused()
    expect(page.locator("body")).to_match_aria_snapshot("""
        - banner:
          - heading /第6期/ [level=1]
          - status
          - button "本期报告"
          - button "理由：未定"
          - button "撤销"
          - button "帮助"
        - region "印刷页":
          - textbox "印刷页页码"
          - button "缩小"
          - button "放大"
          - button "旋转"
          - group "印刷页，点击一处，右边显示同一处"
        - region "网页":
          - combobox "各篇"
          - checkbox "已对照印刷页"
          - iframe
        - region "待处理":
          - combobox "列出哪些"
          - searchbox "在待处理和来源文本中检索"
          - list "待处理各条":
            - listitem:
              - text: /存疑/
              - button "照原样"
              - button "改字"
              - button "表格"
              - button "是否正文"
              - button "分段接段"
        """)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="用法")).to_be_visible()
    assert page.get_by_role("dialog").get_by_role("button").all_text_contents() == ["关闭"]
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="照原样")).to_be_focused()


def test_two_windows_stay_in_step_and_neither_writes_over_the_other(browser: Browser, added: Served) -> None:
    windows = [browser.new_context(viewport={"width": 1280, "height": 900}).new_page() for _ in range(2)]
    for window in windows:
        window.goto(added.address)
        at_issue(window, added)
    one, two = windows
    one.keyboard.press("Enter")
    one.keyboard.press("Enter")  # the reason that is offered
    expect(two.locator("#progress")).to_contain_text("已处理 1", timeout=PATIENCE * 1000)
    sidecar = added.folder / "raw" / f"{ISSUE}.toml"
    seen = added.sidecar()
    assert len(seen["accept"]) == 1
    # the one that wrote before hears of the other all the same
    two.keyboard.press("Enter")
    two.keyboard.press("Enter")
    expect(one.locator("#progress")).to_contain_text("已处理 2", timeout=PATIENCE * 1000)
    sidecar.write_text(sidecar.read_text(encoding="utf-8") + "\n[[accept\n", encoding="utf-8")
    expect(one.locator("#status")).to_contain_text("sidecar-invalid", timeout=PATIENCE * 1000)
    text = sidecar.read_text(encoding="utf-8")
    two.keyboard.press("Enter")
    if two.locator("dialog[open]").count():
        two.keyboard.press("Enter")
    expect(two.locator(".toast")).to_be_visible()
    assert sidecar.read_text(encoding="utf-8") == text, "what cannot be read is not written over"
    for window in windows:
        window.context.close()


def test_the_site_is_renewed_while_a_file_is_edited(page: Page, added: Served) -> None:
    page.goto(added.address)
    page.goto(f"{added.root}/documents/lu-zheng-fa-2024-12.html")
    expect(page.locator("[data-l]", has_text="规茫停车场")).to_be_visible(timeout=PATIENCE * 1000)
    sidecar = added.folder / "raw" / f"{ISSUE}.toml"
    entry = '\n[[correction]]\nline = 29\nwas = "规茫"\nnow = "规范"\nwhy = "据纸质公报"\n'
    sidecar.write_text(sidecar.read_text(encoding="utf-8") + entry, encoding="utf-8")
    expect(page.locator("[data-l]", has_text="规范停车场")).to_be_visible(timeout=PATIENCE * 1000)


def test_a_page_is_shown_ahead_of_the_site_and_says_what_is_not_yet_anew(page: Page, added: Served) -> None:
    """The site cannot be built for a while: the page is there all the same, and nothing of it below site/."""
    path = "documents/lu-zheng-fa-2024-12.html"
    built = (added.folder / "site" / path).read_bytes()
    page.goto(added.address)
    page.goto(f"{added.root}/{path}")
    expect(page.locator("[data-l]", has_text="规茫停车场")).to_be_visible(timeout=PATIENCE * 1000)
    sidecar = added.folder / "raw" / f"{ISSUE}.toml"
    entry = '\n[[correction]]\nline = 29\nwas = "规茫"\nnow = "规范"\nwhy = "据纸质公报"\n'
    with locked(added.folder / "build", "gazette build"):
        sidecar.write_text(sidecar.read_text(encoding="utf-8") + entry, encoding="utf-8")
        expect(page.locator("[data-l]", has_text="规范停车场")).to_be_visible(timeout=PATIENCE * 1000)
        expect(page.get_by_role("status")).to_contain_text("检索、清单、预览和下载文件可能还是改动以前的")
        assert (added.folder / "site" / path).read_bytes() == built
    sidecar.write_text(sidecar.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    expect(page.locator("#gz-live")).to_have_count(0, timeout=PATIENCE * 1000)
    assert "规范停车场" in (added.folder / "site" / path).read_text(encoding="utf-8")


def test_others_are_not_let_in(desk: Served) -> None:
    def status(path: str, **headers: str) -> int:
        request = urllib.request.Request(desk.root + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    assert status("/desk/") == 403
    assert status("/", Host="gazette.example") == 403
    assert status("/desk/api/issues", Origin="https://gazette.example") == 403
    port = int(desk.root.rpartition(":")[2])
    with socket.socket() as outside:
        outside.settimeout(5)
        other = next((a[4][0] for a in socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET)), "")
        if not other.startswith("127."):
            assert outside.connect_ex((other, port)) != 0, "only this machine is answered"


def test_another_origins_page_cannot_write(browser: Browser, added: Served, tmp_path: Path) -> None:
    """Even in the editor's own browser, where the cookie is."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(added.address)
    before = (added.folder / "raw" / f"{ISSUE}.toml").read_bytes()
    other = context.new_page()
    hostile = tmp_path / "hostile.html"
    hostile.write_text(
        f"""<script>
        const to = "{added.root}/desk/api/settle/{ISSUE}";
        const body = JSON.stringify({{ kind: "accept", entry: {{}}, seen: "", said: "" }});
        Promise.allSettled([
          fetch(to, {{ method: "POST", body, credentials: "include" }}),
          fetch(to, {{ method: "POST", body, credentials: "include", mode: "no-cors" }}),
          fetch(to, {{ method: "POST", body, headers: {{ "X-Gazette-Desk": "1" }} }}),
        ]).then((all) => document.title = all.map((a) => a.status + (a.value ? a.value.status : "")).join());
        </script>""",
        encoding="utf-8",
    )
    other.goto(hostile.as_uri())
    expect(other).to_have_title(re.compile("rejected"))
    assert (added.folder / "raw" / f"{ISSUE}.toml").read_bytes() == before
    context.close()


def test_what_is_in_the_way_is_said(desk: Served, tmp_path: Path) -> None:
    def said(folder: Path, *more: str) -> str:
        command = [sys.executable, "-m", "build_tools", "serve", *more]
        done = subprocess.run(
            command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 1
        return done.stderr

    assert "port-taken" in said(desk.folder, "--port", desk.root.rpartition(":")[2])
    assert "not-an-archive" in said(tmp_path)


def test_a_killed_server_leaves_everything_whole(page: Page, added: Served) -> None:
    page.goto(added.address)
    at_issue(page, added)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    until(lambda: "accept" in added.sidecar())
    os.killpg(added.process.pid, signal.SIGKILL)
    added.process.wait(timeout=30)
    expect(page.locator("#status")).to_contain_text("断开")
    assert len(added.sidecar()["accept"]) == 1
    with served(added.folder) as again:
        page.goto(again.address)
        at_issue(page, again)
        page.keyboard.press("u")
        until(lambda: "accept" not in again.sidecar())
