"""What a page prints around its text: page marks, captions, buttons, running heads, bare page numbers.

A line of ``LINE_FURNITURE`` tells by itself what it is; for ``PAGE_FURNITURE`` the lines around it
count. Each line that is dropped is a note.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from build_tools.language.phrases import CLOSED, MARKER
from build_tools.language.script import bare
from build_tools.model.catalogue import Code, Note
from build_tools.model.edits import drop
from build_tools.model.source import Item, Line

_PAGE_MARK = re.compile(
    r"^(?:[—–\-－·•]{1,3}\s*\d{1,4}\s*[—–\-－·•]{1,3}|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?"
    r"|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?|\d{1,4}\s*/\s*\d{1,4})$"
)  # — 3 — · - 12 - · 第3页 共5页


def is_page_mark(line: Line) -> bool:
    """The mark at the foot of a page; the next line is on a new one."""
    return _PAGE_MARK.match(line.text.chars) is not None


# A line that is only the address that a page was taken from; 网址：… of a cover is none.
_BARE_ADDRESS = re.compile(r"^https?://\S+$")


def is_address(line: Line) -> bool:
    """The address of a web page in a line of its own."""
    return _BARE_ADDRESS.match(line.text.chars) is not None


# 【关闭窗口】 【打印本页】
_BUTTONS = re.compile(
    r"^(?:[【〔\[]?(?:关闭(?:窗口|页面)?|打印(?:本页|页面)?|返回(?:顶部|列表)?|收藏|分享|保存)[】〕\]]?[|｜]?)+$"
)


def is_buttons(line: Line) -> bool:
    """The buttons of a web page."""
    return _BUTTONS.match(line.key) is not None


# 微信公众号 · 扫描二维码 · 【字体：大 中 小】 · 打印本页 · 分享到
_CAPTION = re.compile(
    r"^(?:(?:官方)?微信(?:公众号|扫一扫)?|(?:政务)?微博|(?:请)?扫(?:描|一扫)?.{0,8}二维码.{0,12}|二维码|扫一扫.{0,14}"
    r"|[【〔]?(?:字体|字号)[:：]?[\[［\s]*大\s*中\s*小.{0,3}|(?:打印|关闭)(?:本页|窗口|页面)?|分享(?:到?[:：].{0,12}|到.{0,6})?"
    r"|(?:首页|上一页|下一页|返回顶部|责任编辑[:：].{1,6})"
    # 当前位置：首页 > 政务公开 > 政府公报 · 上一篇：… · 版权所有：…　网站标识码：… ICP备…
    r"|(?:(?:您的|您现在的|您所在的|当前|所在)位置[:：]|您现在的位置是[:：]).{0,60}[>＞»].{0,120}|首页[>＞»].{2,80}|(?:上|下)一[篇条][:：].{0,120}"
    r"|.{0,80}(?:网站标识码|ICP备|公网安备).{0,80})$"
)
_CAPTION_KEYS = re.compile(r"^责任编辑")


def is_caption(line: Line) -> bool:
    """Words beside a picture code, a web page's path and its foot; who edited a text is none."""
    return _CAPTION.match(line.key) is not None and _CAPTION_KEYS.match(line.key) is None


LINE_FURNITURE: tuple[Callable[[Line], bool], ...] = (is_page_mark, is_address, is_buttons, is_caption)


def dropped(line: Line, code: Code = Code.FURNITURE) -> Note:
    """The note of a line that is dropped whole."""
    return Note(code, line.number, line.number, line.text.chars, edits=(drop(line.text),))


# 西藏自治区人民政府公报 2024年第7期 · 2025年第3期 · 拉萨市人民政府公报2025.3 · …第3期·2·
# 江苏省人民政府公报  2024年第9期  第2页
_RUNNING = re.compile(
    r"^(?:第\d{1,4}页)?[·•\-—]?\d{0,4}[·•\-—]?(?:[\u4e00-\u9fff]{2,20}(?:公报|政报))?(?:\d{4}(?:年|[.·])(?:第?\d{1,3}期?)?)?"
    r"(?:（?总第\d+[期号]）?)?(?:[\u4e00-\u9fff]{2,20}(?:公报|政报))?[·•\-—]?\d{0,4}[·•\-—]?(?:第\d{1,4}页)?$"
)
_WITH_PAGE = re.compile(r"第\d{1,4}页$|^第\d{1,4}页")


def running_heads(items: list[Item]) -> dict[int, Line]:
    """The gazette's name and issue where a page begins or ends, or inside a sentence.

    The cover prints the same words: the head of the source is left alone.
    """
    found = {}
    for k, item in enumerate(items):
        following = items[k + 1] if k + 1 < len(items) else None
        at_page = item.page_break or (following is not None and following.page_break)
        if (
            isinstance(item, Line)
            and 6 <= len(item.key) <= 34
            and re.search(r"[公政]报|第\d+期", item.key)
            and _RUNNING.match(item.key)
            and (_WITH_PAGE.search(item.key) or (k > 12 and (at_page or _inside_sentence(items, k))))
        ):
            found[k] = item
    return found


_BARE_NUMBER = re.compile(r"^\d{1,4}$")


def page_numbers(items: list[Item]) -> dict[int, Line]:
    """Lines that are only a figure: all if they count up, or those that stand inside a sentence."""
    figures = {k: x for k, x in enumerate(items) if isinstance(x, Line) and _BARE_NUMBER.match(x.key)}
    steps = [b - a for a, b in pairwise(int(x.key) for x in figures.values())]
    counting = len(figures) >= 3 and sum(1 <= s <= 2 for s in steps) >= 0.8 * len(steps)
    return {k: x for k, x in figures.items() if counting or _inside_sentence(items, k)}


def _inside_sentence(items: list[Item], k: int) -> bool:
    """Whether running text stops above item ``k`` without a full stop and goes on below it."""
    above = items[k - 1] if k else None
    below = items[k + 1] if k + 1 < len(items) else None
    if not isinstance(above, Line) or not isinstance(below, Line):
        return False
    return len(above.key) > 12 and not CLOSED.search(above.key) and not MARKER.match(below.key)


PAGE_FURNITURE: tuple[Callable[[list[Item]], dict[int, Line]], ...] = (running_heads, page_numbers)


def without_page_furniture(items: list[Item]) -> tuple[list[Item], list[Note]]:
    """The items without what ``PAGE_FURNITURE`` finds, by index; a page breaks where it stood."""
    notes: list[Note] = []
    for rule in PAGE_FURNITURE:
        found = rule(items)
        notes += [dropped(line) for line in found.values()]
        items = [
            replace(item, page_break=True) if k - 1 in found else item
            for k, item in enumerate(items)
            if k not in found
        ]
    return items, notes


def without_repeated_matter(items: list[Item], matter: range) -> tuple[list[Item], list[Note]]:
    """The items without the title in a page's front matter where the page itself prints it again.

    ``matter`` are the numbers of the raw lines of the front matter.
    """
    head = [i for i in items if isinstance(i, Line) and i.number in matter]
    rest = [i for i in items if i not in head]
    below = "".join(i.key for i in rest[:5] if isinstance(i, Line))
    if not head or bare(head[0].key) not in bare(below):
        return items, []
    return rest, [dropped(i, Code.MARKUP) for i in head]
