"""Tables that are bare columns of words: where they begin and end, and the cells of their lines.

The blanks of such a line part columns, words inside a name, and what an OCR put apart; the number of
columns, and what most lines hold in each of them, tells which is which.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from build_tools.language.columns import NAME_OF_COLUMN, SERIAL_NAMES
from build_tools.language.measures import BOUNDS, CELL_FIGURE, YEAR_CELL
from build_tools.language.phrases import CAPTION, PAGE_MARK
from build_tools.model.table import Cell, Grid, Row
from build_tools.model.text import Text
from build_tools.sources.grids.cut_rows import runs_on

_SERIAL = re.compile(r"^\d{1,3}$")
_SENTENCE = re.compile(r"[。；;！？!?：:]|，.*，")
_UNIT_LINE = re.compile(r"^\s*[（(]?单\s*位\s*[:：为]")
_LABEL_LINE = re.compile(r"^\s*附\s*[件表录]")
_CAPTION = re.compile(rf"^\s*{CAPTION}")
_OPEN, _CLOSE = "（([〔【“《", "）)]〕】”》"
_SUFFIX = re.compile(f"^(?:{BOUNDS})$")
_TAIL_OF_NAME = "区市县州盟旗乡镇局厅委"
_LONGEST = 30
# 联系电话 0871 65230000, right below a table; not 电话用户
_CONTACT = re.compile(r"^(?:(?:联系|咨询|监督|举报)?(?:电话|热线)|传真|邮编|邮政编码)$")


@dataclass(frozen=True)
class ColumnRun:
    """A run of raw lines (1-based, inclusive) that are columns; the first ``header`` name them."""

    first: int
    last: int
    header: int
    kinds: tuple[ColumnKind, ...]


@dataclass(frozen=True)
class ColumnKind:
    """What a column holds in the rows that have one word for each column."""

    figures: bool
    values: frozenset[str]  # its words, where they come back from row to row: 新建, 续建


def words_of(line: str) -> list[tuple[int, int]]:
    """The spans of the words of a line; what brackets, quotes and signs hold together is one word.

    ``2015年能源消耗总量(万吨标准煤 ,等价值)`` is one word, ``能耗强度降低目标 (%)`` another.
    """
    spans: list[tuple[int, int]] = []
    for match in re.finditer(r"\S+", line):
        start, end = match.span()
        if spans and _holds(line[spans[-1][0] : spans[-1][1]], match[0]):
            start = spans.pop()[0]
        spans.append((start, end))
    return spans


def _holds(before: str, word: str) -> bool:
    if any(before.count(a) > before.count(b) for a, b in zip(_OPEN, _CLOSE, strict=True)):
        return True
    if re.match(r"^其中[：:]$", before):
        return True
    if word[0] in _CLOSE or word[0] in "，,、/" or before[-1] in "/，,、":
        return word not in "/" and before not in "/"
    if re.match(r"^[一-鿿]$", word) and re.match(r"^[一-鿿](?:\s+[一-鿿])*$", before):
        return word not in "男女" or len(before) == 1  # 合  计 · 型 煤 · 子 女; not 王 某 男
    if word[0] in "（(" and not CELL_FIGURE.match(word) and not CELL_FIGURE.match(before):
        return True
    if word[0] == "年" and re.match(r"^\d{4}$", before):
        return True  # 2020 年目标, as text layers part figures from words
    return bool(_SUFFIX.match(word) and CELL_FIGURE.match(before))


def _words(line: str) -> list[str]:
    return [line[a:b] for a, b in words_of(line)]


def _can_be_row(words: Sequence[str]) -> bool:
    if len(words) < 3 or any(len(w) > _LONGEST for w in words):
        return False
    return not any(_SENTENCE.search(re.sub(r"^其中[：:]", "", w)) for w in words)


def _is_data(words: Sequence[str]) -> bool:
    """``拉萨市  12  215  90``: a name, then at least two figures, and no fewer figures than words."""
    if not _can_be_row(words) or _CONTACT.match(words[0]):
        return False
    figures = sum(bool(CELL_FIGURE.match(w)) for w in words)
    return figures >= 2 and figures * 2 >= len(words) and not CELL_FIGURE.match(words[0])


def _is_serial(words: Sequence[str], after: int | None) -> bool:
    """``3 东乡县抗旱应急水源工程 新建 2024—2025 6350 3000``: the next number of a list of rows."""
    if not _can_be_row(words) or not _SERIAL.match(words[0]) or CELL_FIGURE.match(words[1]):
        return False
    if re.match(r"^[年月日时个项条款\-—]", words[1]):
        return False
    return after is None or int(words[0]) == after + 1


def column_runs(lines: Sequence[str]) -> dict[int, ColumnRun]:
    """The runs by their first line (1-based). A table over pages is one run for each page.

    A run needs three rows of figures or of counted names, or two rows below words that name columns;
    a blank line inside does not end it, a page mark parts it.
    """
    words = [_words(line) for line in lines]
    runs: dict[int, ColumnRun] = {}
    i = 0
    while i < len(lines):
        rows = _rows_from(lines, words, i)
        if not rows:
            i += 1
            continue
        width = Counter(len(words[r]) for r in rows).most_common(1)[0][0]
        header = _header_above(lines, words, rows[0], width)
        if _goes_on_beside(lines, words, rows, width) or (not header and not _enough(words, rows)):
            i += 1
            continue
        if header and runs_on(lines, words, rows[-1]):
            i = rows[-1] + 1
            continue
        kinds = _kinds([words[r] for r in rows], width)
        for part, first, last in _parts(lines, rows):
            top = first - header if part == 0 else first
            runs[top + 1] = ColumnRun(top + 1, last + 1, header if part == 0 else 0, kinds)
        i = rows[-1] + 1
    return runs


def _rows_from(lines: Sequence[str], words: Sequence[list[str]], i: int) -> list[int]:
    """The rows of a table whose first one is line ``i``: by figures and serial numbers, or alike."""
    for follows in (_by_figures, _by_width):
        if follows is _by_width and not _named_above(lines, words, i):
            continue
        rows = [i] if follows(words, [], i) else []
        j = i + 1
        while rows and j < len(lines):
            if not lines[j].strip() or PAGE_MARK.match(lines[j]):
                ended = j - rows[-1] > 4
            else:
                ended = not follows(words, rows, j)
                if not ended:
                    rows.append(j)
            if ended:
                break
            j += 1
        least = 2 if follows is _by_width else 3
        if len(rows) >= least:
            return rows
    return []


def _by_figures(words: Sequence[list[str]], rows: Sequence[int], j: int) -> bool:
    """Rows of figures, rows that count on (the first one ``1``, or below a total), and totals."""
    if not words[j]:
        return False
    if _is_data(words[j]) or _is_total(words[j]):
        return True
    counted = [int(words[r][0]) for r in rows if _SERIAL.match(words[r][0])]
    if counted:
        return _is_serial(words[j], counted[-1])
    first = words[j][0] == "1" or bool(rows)
    return first and all(_is_total(words[r]) for r in rows) and _is_serial(words[j], None)


def _is_total(words: Sequence[str]) -> bool:
    """``合计 318.6 67.64``: fewer words than columns."""
    total = re.match(r"^[一-鿿]{0,6}(?:合计|总计|小计)$", re.sub(r"\s", "", words[0]))
    return total is not None and len(words) > 1 and all(CELL_FIGURE.match(w) for w in words[1:])


def _by_width(words: Sequence[list[str]], rows: Sequence[int], j: int) -> bool:
    return _can_be_row(words[j]) and (not rows or len(words[j]) == len(words[rows[0]]))


def _named_above(lines: Sequence[str], words: Sequence[list[str]], i: int) -> bool:
    """Whether the line above a row names as many columns as the row has words."""
    above = _filled_above(lines, i)
    if above is None or len(words[above]) != len(words[i]) or not _can_be_row(words[above]):
        return False
    named = sum(bool(NAME_OF_COLUMN.match(re.sub(r"\s", "", w))) for w in words[above])
    figures = any(CELL_FIGURE.match(w) for w in words[above])
    before = _filled_above(lines, above)
    captioned = before is not None and bool(_CAPTION.match(lines[before]) or _UNIT_LINE.match(lines[before]))
    return not figures and named >= (1 if captioned else 2)


def _filled_above(lines: Sequence[str], i: int) -> int | None:
    for k in (i - 1, i - 2):
        if k >= 0 and lines[k].strip():
            return k
    return None


def _enough(words: Sequence[list[str]], rows: Sequence[int]) -> bool:
    """Without a header: rows of figures. Names that are merely counted may be any list."""
    return all(_is_data(words[r]) or _is_total(words[r]) for r in rows)


def _goes_on_beside(
    lines: Sequence[str], words: Sequence[list[str]], rows: Sequence[int], width: int
) -> bool:
    """Whether a row of the same figures stands beyond a label: ``水厂与管网`` between ``1.供水普及指数 >81 —
    74.15 —`` and ``2.管径（毫米） 50/40 — 40 —``. A part of a table, without its names, is no table.
    """
    for first, step in ((rows[0], -1), (rows[-1], 1)):
        labels = 0
        for k in range(first + step, first + step * 8, step):
            if not 0 <= k < len(lines) or PAGE_MARK.match(lines[k]):
                break
            if not words[k]:
                continue
            if labels and _is_data(words[k]) and len(words[k]) == width:
                return True
            labels += 1
            if labels > 2 or len(words[k]) > 1 or len(lines[k].strip()) > 16 or _CAPTION.match(lines[k]):
                break
    return False


def _header_above(lines: Sequence[str], words: Sequence[list[str]], first: int, width: int) -> int:
    """How many lines above the first row name its columns: none, one, or two with signs below names."""
    above = _filled_above(lines, first)
    if above is None or above != first - 1:
        return 0
    signs = words[above]
    small = len(signs) == width - 1 and all(re.match(r"^[A-Za-z\d,.%]{1,6}$", w) for w in signs)
    if small and above > 0 and _is_header(lines, words, above - 1, width):
        return 2  # t,d d daf below 含硫量(S) 灰分(A) 挥发分(V)
    return int(_is_header(lines, words, above, width))


def _is_header(lines: Sequence[str], words: Sequence[list[str]], i: int, width: int) -> bool:
    line = lines[i]
    if (
        _UNIT_LINE.match(line)
        or _LABEL_LINE.match(line)
        or _CAPTION.match(line)
        or re.search(r"[。；;]", line)
    ):
        return False
    if any(CELL_FIGURE.match(w) and not YEAR_CELL.match(w) for w in words[i]):
        return False
    # 1996年 1997年 1998年 above six columns stands below a wider name, and over which three is not said
    return len(words[i]) in (width, width - 1) or (len(words[i]) > width and len(line) < 60)


def _parts(lines: Sequence[str], rows: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """The rows of a table page by page: number of the part, its first and last line."""
    part, first, last = 0, rows[0], rows[0]
    for r in rows[1:]:
        if any(PAGE_MARK.match(lines[k]) for k in range(last + 1, r)):
            yield part, first, last
            part, first = part + 1, r
        last = r
    yield part, first, last


def column_grid(rows: Sequence[tuple[int, Text]], run: ColumnRun) -> Grid:
    """The lines of a run as rows of cells. Guarantees: each word is in exactly one cell, in order."""
    kept = [(number, text) for number, text in rows if text.chars.strip()]
    names = [_header_cells(text, len(run.kinds)) for _, text in kept[: run.header]]
    body = [[text[a:b] for a, b in words_of(text.chars)] for _, text in kept[run.header :]]
    cells = [*names, *([Cell(_in_order(group)) for group in _grouped(words, run.kinds)] for words in body)]
    made = []
    for i, ((number, _), line) in enumerate(zip(kept, cells, strict=True)):
        header = i < run.header
        made.append(Row(number, tuple(Cell(c.texts, header=header) for c in line)))
    return Grid(tuple(made), "columns")


def _header_cells(text: Text, width: int) -> list[Cell]:
    """The names of the columns; one fewer than columns leaves the first one without a name."""
    spans = words_of(text.chars)
    wide = [m.span() for m in re.finditer(r"\S+(?:\s\S+)*", text.chars)]
    if len(spans) != width and len(wide) in (width, width - 1):
        spans = wide
    while len(spans) > width:  # 序号 项目 名称 …: the shortest two words belong together
        numbered = int(bool(text.chars.split()[0] in SERIAL_NAMES))
        k = min(range(numbered, len(spans) - 1), key=lambda i: spans[i + 1][1] - spans[i][0])
        spans = [*spans[:k], (spans[k][0], spans[k + 1][1]), *spans[k + 2 :]]
    cells = [Cell((text[a:b],)) for a, b in spans]
    return [Cell(()), *cells] if len(cells) == width - 1 else cells


def _kinds(rows: Sequence[Sequence[str]], width: int) -> tuple[ColumnKind, ...]:
    whole = [words for words in rows if len(words) == width]
    kinds = []
    for k in range(width):
        values = [words[k] for words in whole]
        figures = sum(bool(CELL_FIGURE.match(v)) for v in values) * 2 > len(values)
        again = frozenset(values) if len(set(values)) < len(values) else frozenset()
        kinds.append(ColumnKind(figures, again))
    return tuple(kinds)


def _grouped(words: Sequence[Text], kinds: tuple[ColumnKind, ...]) -> list[tuple[Text, ...]]:
    """The words of a row in the cells of the table; rows with fewer words are left as they are."""
    if len(words) <= len(kinds):
        return [(word,) for word in words]
    groups, at = [], 0
    for size in _sizes(tuple(word.chars for word in words), kinds):
        groups.append(tuple(words[at : at + size]))
        at += size
    return groups


@cache
def _sizes(words: tuple[str, ...], kinds: tuple[ColumnKind, ...]) -> tuple[int, ...]:
    """How many words each cell takes, so that figures stand alone in the columns of figures, and
    words that come back stand alone in theirs."""
    figures = [bool(CELL_FIGURE.match(word)) for word in words]

    @cache
    def best(i: int, k: int) -> tuple[float, tuple[int, ...]]:
        if k == len(kinds):
            return (0.0, ()) if i == len(words) else (float("inf"), ())
        ways: list[tuple[float, tuple[int, ...]]] = []
        for size in range(1, len(words) - i - (len(kinds) - k - 1) + 1):
            group = figures[i : i + size]
            price = sum(figure != kinds[k].figures for figure in group) * 3.0
            price += (size - 1) * (4.0 if any(group) else 1.0)
            price += 1.5 * bool(kinds[k].values and "".join(words[i : i + size]) not in kinds[k].values)
            rest, sizes = best(i + size, k + 1)
            ways.append((price + rest, (size, *sizes)))
        return min(ways)

    return best(0, 0)[1]


def _in_order(group: tuple[Text, ...]) -> tuple[Text, ...]:
    """``区  那曲地``: the last character of a name that was wrapped, printed at the head of its line."""
    first, *rest = group
    if len(rest) == 1 and len(first) == 1 and first.chars in _TAIL_OF_NAME and len(rest[0]) > 1:
        return (rest[0], first)
    return group
