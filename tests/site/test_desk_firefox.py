"""The desk's main path in Firefox: what an editor does most, by keys and by clicks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.desk import ISSUE, Served, planted, served, until
from support.firefox import DOWN, ENTER, UP, Firefox, firefox

_ROWS = "[...document.querySelectorAll('#found > li')]"
_OPEN = "document.querySelectorAll('#found > li:not(.settled) .head').length"
_PLACE = f"{_ROWS}.findIndex((row) => row.ariaCurrent === 'true')"
_ASKED = "Boolean(document.querySelector('dialog[open] input'))"
_STILL = "document.querySelector('#status').textContent === ''"  # no rebuild is under way
_FRAME = "document.querySelector('#page').contentDocument"
_MARKED = f"{_FRAME}.querySelector('[style*=outline]')?.textContent ?? ''"


def _words(words: str) -> str:
    """A range over these words on the page; null where they do not stand there."""
    return f"""(() => {{
        for (const block of {_FRAME}.querySelectorAll('[data-l]')) {{
            const walker = {_FRAME}.createTreeWalker(block, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {{
                const at = node.nodeValue.indexOf('{words}');
                if (at < 0) continue;
                const range = {_FRAME}.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + {len(words)});
                return range;
            }}
        }}
        return null;
    }})()"""


def _row(code: str) -> str:
    return f"{_ROWS}.find((row) => row.dataset.code === '{code}')"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    with served(planted(tmp_path / "公报 文库")) as own:
        yield own


@pytest.fixture
def fox(desk: Served) -> Iterator[Firefox]:
    """Firefox at the issue's desk."""
    with firefox() as own:
        own.size(1280, 900)
        own.open(desk.address)
        link = f"document.querySelector('#issues a[href$=\"{ISSUE}\"]')"
        own.until(f"Boolean({link})")
        own.click(link, 5, 5)
        own.until(f"{_OPEN} > 0 && {_STILL} && Boolean({_FRAME}.querySelector('[data-l]'))")
        yield own
        assert own.troubles == []


def test_keys_write_and_undo(desk: Served, fox: Firefox) -> None:
    assert fox.evaluate(_PLACE) == 0
    fox.press(DOWN + DOWN)
    fox.until(f"{_PLACE} === 2")
    fox.press(UP)
    fox.until(f"{_PLACE} === 1")
    # as it stands, with the reason that is offered
    fox.click(_row("original-form"), 400, 8)
    before = fox.evaluate(_OPEN)
    fox.press(ENTER)
    fox.until(_ASKED)
    fox.press(ENTER)
    until(lambda: "accept" in desk.sidecar())
    fox.until(f"{_OPEN} === {before - 1}")
    # the other reading, and back
    fox.click(_row("original-change"), 400, 8)
    fox.press("2")
    until(lambda: "correction" in desk.sidecar())
    (entry,) = desk.sidecar()["correction"]
    assert (entry["now"], entry["why"]) == ("15分钟", "据纸质公报")
    fox.press("u")
    until(lambda: "correction" not in desk.sidecar())
    fox.until(_STILL)
    # words that the mouse selected, written anew; the page follows
    fox.click(_row("original-change"), 400, 8)
    fox.until(f"Boolean({_words('规茫')})")
    fox.drag(_words("规茫"))
    fox.press("e")
    fox.until(_ASKED)
    assert fox.evaluate("document.querySelector('dialog[open] input[name=was]').value") == "规茫"
    fox.press("规范" + ENTER)
    until(lambda: "correction" in desk.sidecar())
    (entry,) = desk.sidecar()["correction"]
    assert (entry["line"], entry["was"], entry["now"]) == (29, "规茫", "规范")
    fox.until(f"Boolean({_words('规范停车场')})")


def test_print_and_page_lead_to_each_other(fox: Firefox) -> None:
    """A word of the page leads to its place in the print, and that place back to it."""
    box = "document.querySelector('#paper .box')"
    fox.click(_row("original-change"), 400, 8)
    fox.until(f"Boolean({_words('信息平合')} && document.querySelector('#paper img')?.complete)")
    fox.click(_words("信息平合"))
    fox.until(f"Boolean({box})")
    fox.click(_words("维护公共秩序"))
    there = fox.evaluate(f"{box}.style.top")
    fox.click(_words("信息平合"))
    fox.until(f"{box}.style.top !== '{there}'")
    fox.click(_words("维护公共秩序"))
    fox.until(f"{box}.style.top === '{there}'")
    fox.click(box, 40, 8)
    fox.until(f"({_MARKED}).includes('维护公共秩序')")


def test_the_page_is_renewed_and_what_was_selected_stays_so(desk: Served, fox: Firefox) -> None:
    fox.click(_row("original-change"), 400, 8)
    fox.until(f"({_MARKED}).includes('停车时间') && {_STILL}")  # the page is there, and its place is shown
    fox.drag(_words("停车时间"))
    fox.until(f"{_FRAME}.getSelection().toString() === '停车时间'")
    fox.evaluate(f"({_FRAME}.defaultView.isOld = true)")
    sidecar = desk.folder / "raw" / f"{ISSUE}.toml"
    entry = '\n[[correction]]\nline = 29\nwas = "规茫"\nnow = "规范"\nwhy = "据纸质公报"\n'
    sidecar.write_text(sidecar.read_text(encoding="utf-8") + entry, encoding="utf-8")
    fox.until(f"Boolean({_words('规范停车场')}) && !{_FRAME}.defaultView.isOld")
    fox.until(f"{_FRAME}.getSelection().toString() === '停车时间'")


def test_a_table_by_the_keyboard(desk: Served, fox: Firefox) -> None:
    fox.click(_row("table-check"), 400, 8)
    fox.until(f"Boolean({_words('501')}) && {_STILL}")
    fox.press("t")  # at the cell that the finding names
    fox.until("document.querySelector('#cell').textContent.includes('501')")
    fox.press(UP + DOWN + ENTER)
    fox.until(_ASKED)
    fox.press("510" + ENTER)
    until(lambda: "cell" in desk.sidecar())
    (cell,) = desk.sidecar()["cell"]
    assert (cell["row"], cell["column"], cell["was"], cell["now"]) == ("row-3", 3, "501", "510")
    fox.until(f"Boolean({_words('510')})")
