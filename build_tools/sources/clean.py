"""Raw lines → cleaned lines: markup, control characters and furniture out, wording untouched.

After :func:`clean` every non-blank character of the source is either in a line, in a table, or in
the edits of a note. Spaces and punctuation inside a paragraph are repaired later, paragraph by
paragraph (:mod:`build_tools.language.typography`), when its halves have been joined.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from build_tools.language.phrases import CLOSED, MARKER
from build_tools.language.script import bare, key
from build_tools.model.catalogue import Code, Note
from build_tools.model.edits import drop, keep_spans, substitute
from build_tools.model.source import Cleaned, Correction, Item, Line, Source, TableLine
from build_tools.model.table import Grid
from build_tools.model.text import Edit, Text
from build_tools.sources.corrections import Corrector
from build_tools.sources.grids import HtmlTable, html_grid, is_pipe_row, pipe_grid, tab_grid, tab_runs
from build_tools.sources.hard_wraps import wrap_width
from build_tools.sources.markup import (
    _CONTROLS,
    _FENCE,
    _HEADING,
    _MATTER_KEPT,
    _RULE,
    _bold,
    _bullets,
    _entities,
    _links,
    _math,
    _scripts,
    _tags,
    front_matter_lines,
    unseen_spans,
)
from build_tools.sources.pdf_layout import LayoutRun, layout_grid, layout_runs
from build_tools.sources.web_fields import fields_of, fields_of_grid, is_meta_row
from build_tools.sources.word_columns import ColumnRun, column_grid, column_runs

_PAGE_MARK = re.compile(
    r"^(?:[—–\-－·•]{1,3}\s*\d{1,4}\s*[—–\-－·•]{1,3}|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?"
    r"|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?|\d{1,4}\s*/\s*\d{1,4})$"
)  # — 3 — · - 12 - · 第3页 共5页


_BARE_NUMBER = re.compile(r"^\d{1,4}$")


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


# A line that is only the address that a page was taken from; 网址：… of a cover is none.
_BARE_ADDRESS = re.compile(r"^https?://\S+$")
# 【关闭窗口】 【打印本页】
_BUTTONS = re.compile(
    r"^(?:[【〔\[]?(?:关闭(?:窗口|页面)?|打印(?:本页|页面)?|返回(?:顶部|列表)?|收藏|分享|保存)[】〕\]]?[|｜]?)+$"
)


def clean(source: Source, corrections: tuple[Correction, ...] = ()) -> Cleaned:
    """Clean a source line by line. Guarantees: no character is lost, order is kept."""
    builder = _Builder(source, Corrector(source, corrections))
    builder.run()
    items, notes = _drop_running_heads(builder.items)
    items, more = _drop_bare_page_numbers(items)
    items, again = _drop_repeated_matter(items, front_matter_lines(source.raw))
    corrected = (*builder.corrector.notes, *builder.corrector.leftovers())
    every = (*corrected, *builder.notes, *notes, *more, *again)
    return Cleaned(tuple(items), every, wrap_width([x if isinstance(x, Line) else None for x in items]))


# In the place of a row of a pipe table where columns of bare words are looked for: | --- | --- | looks
# like a row of them, and this like none.
_NO_COLUMNS = "。" * 40


class _Builder:
    """Walks over the raw lines once and collects items and notes."""

    def __init__(self, source: Source, corrector: Corrector) -> None:
        self.source = source
        self.corrector = corrector
        self.items: list[Item] = []
        self.notes: list[Note] = []
        self.gap = 0
        self.page_break = False
        self.unseen = unseen_spans(source.raw)

    def run(self) -> None:
        raw = self.source.raw
        starts = self.source.starts
        skip = front_matter_lines(raw)
        lines = [self.source.line(n) for n in range(1, len(starts) + 1)]
        fielded = [_NO_COLUMNS if is_meta_row(line) else line for line in lines]
        bare = [_NO_COLUMNS if is_pipe_row(line) else line for line in fielded]
        tabs, layouts, columns = tab_runs(fielded), layout_runs(bare), column_runs(bare)
        html_tables: dict[int, list[HtmlTable]] = {}
        for table in HtmlTable.find_all(raw):
            html_tables.setdefault(self.source.line_of(table.start), []).append(table)
        number = 1
        while number <= len(starts):
            if number in html_tables:
                number = self.html_tables(number, html_tables)
            elif number in tabs:
                number = self.tabs(number, tabs[number])
            elif number in layouts:
                number = self.layout(layouts[number])
            elif number in columns:
                number = self.columns(columns[number])
            elif is_pipe_row(self.source.line(number)):
                number = self.pipes(number)
            else:
                self.line(number, self.text(number), matter=number in skip)
                number += 1

    def text(self, number: int) -> Text:
        start = self.source.starts[number - 1]
        text = Text.of(self.source.line(number), start)
        if self.unseen:
            kept, last = [], 0
            for a, b in ((max(a - start, 0), min(b - start, len(text))) for a, b in self.unseen):
                if a < b:
                    kept.append((last, a, ""))
                    last = b
            text, edits = keep_spans(text, [*kept, (last, len(text), "")])
            self.note(Code.MARKUP, number, edits)
        return self.corrector.apply(number, text)

    def note(self, code: Code, number: int, edits: list[Edit]) -> None:
        if edits:
            was = "、".join(dict.fromkeys(e.was.strip() for e in edits if e.was.strip()))
            now = "、".join(dict.fromkeys(e.now for e in edits if e.now))
            self.notes.append(Note(code, number, number, was, now, edits=tuple(edits)))

    def line(self, number: int, text: Text, *, matter: bool = False) -> None:
        """Clean one raw line; it may hold several lines where tags break it."""
        if "\f" in text.chars:
            self.page_break = True
        if not text.chars.strip():
            self.gap += 1
            if self.gap >= 3:
                self.page_break = True
            return
        if matter:
            text = self.front_matter(number, text)
        text, mark = self.markup(number, text)
        start = 0
        for end in [i for i, c in enumerate(text.chars) if c == "\n"] + [len(text)]:
            for field in fields_of(text[start:end]):
                self.piece(number, field, mark)
            start = end + 1

    def piece(self, number: int, text: Text, mark: int) -> None:
        lead = text.chars[: len(text.chars) - len(text.chars.lstrip())]
        indent = len(lead.replace("\f", ""))
        text = text.strip()
        if not text.chars:
            return
        line_key = key(text.chars)
        if _PAGE_MARK.match(text.chars):
            self.note(Code.FURNITURE, number, [drop(text)])
            self.page_break = True
            return
        if (
            _BARE_ADDRESS.match(text.chars)
            or _BUTTONS.match(line_key)
            or (_CAPTION.match(line_key) and not _CAPTION_KEYS.match(line_key))
        ):
            self.note(Code.FURNITURE, number, [drop(text)])
            return
        # the blanks at the head of a paragraph are part of its first line's width, those that centre are not
        width = _width(text.chars) + (_width(lead.replace("\f", "")) if indent <= 4 else 0)
        self.add(Line(number, text, line_key, self.gap, mark, indent, self.page_break, width))

    def add(self, item: Item) -> None:
        self.items.append(item)
        self.gap, self.page_break = 0, False

    def front_matter(self, number: int, text: Text) -> Text:
        """Keep the values of a web page's front matter that are printed facts, drop the rest."""
        match = _MATTER_KEPT.match(text.chars)
        spans = [(match.start(2), match.end(2), "")] if match else []
        text, edits = keep_spans(text, spans)
        self.note(Code.MARKUP, number, edits)
        return text

    def markup(self, number: int, text: Text) -> tuple[Text, int]:
        """Take markup out of one raw line; what it said of form becomes style or heading mark."""
        edits: list[Edit] = []
        chars = text.chars
        if _CONTROLS.search(chars):
            text, found = substitute(text, _CONTROLS, "")
            self.note(Code.CONTROL, number, found)
        if _RULE.match(text.chars) or _FENCE.match(text.chars):
            edits.append(drop(text))
            self.note(Code.MARKUP, number, edits)
            return text[:0], 0
        mark = 0
        match = _HEADING.match(text.chars)
        if match:
            mark = len(match[1])
            text, found = keep_spans(text, [(match.end(), len(text), "")])
            edits += found
        for repair in (_bullets, _tags, _entities, _links, _math, _scripts, _bold):
            text, found = repair(text)
            edits += found
        self.note(Code.MARKUP, number, edits)
        return text, mark

    def html_tables(self, number: int, tables: dict[int, list[HtmlTable]]) -> int:
        """Take the HTML tables that begin on a line; text around them becomes lines."""
        source = self.source
        start = source.starts[number - 1]
        while number in tables:
            for table in tables.pop(number):
                self.line(number, Text.of(source.raw[start : table.start], start))
                grid, edits = html_grid(source, table)
                self.table(number, grid, edits)
                start = table.end
            number = source.line_of(start - 1)
        rest = source.raw[start : source.starts[number - 1] + len(source.line(number))]
        if rest.strip():
            self.line(number, Text.of(rest, start))
        return number + 1

    def pipes(self, number: int) -> int:
        """Take a run of pipe-table lines."""
        end = number
        while end <= len(self.source.starts) and is_pipe_row(self.source.line(end)):
            end += 1
        grid, edits = pipe_grid([(n, self.text(n)) for n in range(number, end)])
        self.table(number, grid, edits)
        return end

    def tabs(self, number: int, end: int) -> int:
        """Take a run of lines whose cells tabs part."""
        self.table(number, tab_grid([(n, self.text(n)) for n in range(number, end + 1)]), [])
        return end + 1

    def layout(self, run: LayoutRun) -> int:
        """Take a run of lines whose columns are where the print has them."""
        texts = {n - 1: self.text(n) for n in range(run.first, run.last + 1)}
        self.table(run.first, layout_grid(texts, run), [])
        return run.last + 1

    def columns(self, run: ColumnRun) -> int:
        """Take a run of lines that are columns of words."""
        rows = [(n, self.text(n)) for n in range(run.first, run.last + 1)]
        self.table(run.first, column_grid(rows, run), [])
        return run.last + 1

    def table(self, number: int, grid: Grid, edits: list[Edit]) -> None:
        rows = []
        for row in grid.rows:
            cells = []
            for cell in row.cells:
                texts = []
                for text in cell.texts:
                    cleaned, _ = self.markup(row.number, text)
                    texts += [part.strip() for part in _split_lines(cleaned)]
                cells.append(replace(cell, texts=tuple(t for t in texts if t.chars)))
            rows.append(replace(row, cells=tuple(cells)))
        self.note(Code.MARKUP, number, edits)
        if not rows:
            return  # a rule without any row
        if fields := fields_of_grid(Grid(tuple(rows), grid.form)):
            for at, text, field_key in fields:
                self.add(Line(at, text, field_key, self.gap, 0, 0, self.page_break, _width(text.chars)))
            return
        self.add(TableLine(number, Grid(tuple(rows), grid.form), self.gap, self.page_break))


def _split_lines(text: Text) -> list[Text]:
    parts = []
    start = 0
    for end in [i for i, c in enumerate(text.chars) if c == "\n"] + [len(text)]:
        parts.append(text[start:end])
        start = end + 1
    return parts


def _width(chars: str) -> int:
    """Display width in half-width units: Han and full-width marks count two."""
    return sum(2 if ord(c) > 0x2E7F or c in "“”‘’—…·" else 1 for c in chars)


# 西藏自治区人民政府公报 2024年第7期 · 2025年第3期 · 拉萨市人民政府公报2025.3 · …第3期·2·
# 江苏省人民政府公报  2024年第9期  第2页
_RUNNING = re.compile(
    r"^(?:第\d{1,4}页)?[·•\-—]?\d{0,4}[·•\-—]?(?:[\u4e00-\u9fff]{2,20}(?:公报|政报))?(?:\d{4}(?:年|[.·])(?:第?\d{1,3}期?)?)?"
    r"(?:（?总第\d+[期号]）?)?(?:[\u4e00-\u9fff]{2,20}(?:公报|政报))?[·•\-—]?\d{0,4}[·•\-—]?(?:第\d{1,4}页)?$"
)
_WITH_PAGE = re.compile(r"第\d{1,4}页$|^第\d{1,4}页")


def _drop_running_heads(items: list[Item]) -> tuple[list[Item], list[Note]]:
    """Drop the gazette's name and issue where a page begins or ends, or inside a sentence.

    The cover prints the same words: the head of the source is left alone.
    """
    kept: list[Item] = []
    notes: list[Note] = []
    carry = False
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
            notes.append(_dropped(item, Code.FURNITURE))
            carry = True
        else:
            kept.append(replace(item, page_break=True) if carry else item)
            carry = False
    return kept, notes


def _drop_bare_page_numbers(items: list[Item]) -> tuple[list[Item], list[Note]]:
    """Drop lines that are only a figure: if they count up, or if one stands inside a sentence."""
    bare_lines = [i for i in items if isinstance(i, Line) and _BARE_NUMBER.match(i.key)]
    values = [int(i.key) for i in bare_lines]
    steps = [b - a for a, b in pairwise(values)]
    counting = len(bare_lines) >= 3 and sum(1 <= s <= 2 for s in steps) >= 0.8 * len(steps)
    kept: list[Item] = []
    notes: list[Note] = []
    carry = False
    for k, item in enumerate(items):
        numeral = isinstance(item, Line) and _BARE_NUMBER.match(item.key)
        if isinstance(item, Line) and numeral and (counting or _inside_sentence(items, k)):
            notes.append(_dropped(item, Code.FURNITURE))
            carry = True
        else:
            kept.append(replace(item, page_break=True) if carry else item)
            carry = False
    return kept, notes


def _inside_sentence(items: list[Item], k: int) -> bool:
    """Whether running text stops above item ``k`` without a full stop and goes on below it."""
    above = items[k - 1] if k else None
    below = items[k + 1] if k + 1 < len(items) else None
    if not isinstance(above, Line) or not isinstance(below, Line):
        return False
    return len(above.key) > 12 and not CLOSED.search(above.key) and not MARKER.match(below.key)


def _dropped(line: Line, code: Code) -> Note:
    return Note(code, line.number, line.number, line.text.chars, edits=(drop(line.text),))


def _drop_repeated_matter(items: list[Item], matter: range) -> tuple[list[Item], list[Note]]:
    """Drop the title in a page's front matter where the page itself prints it again."""
    head = [i for i in items if isinstance(i, Line) and i.number in matter]
    rest = [i for i in items if i not in head]
    below = "".join(i.key for i in rest[:5] if isinstance(i, Line))
    if not head or bare(head[0].key) not in bare(below):
        return items, []
    notes = [_dropped(i, Code.MARKUP) for i in head]
    return rest, notes
