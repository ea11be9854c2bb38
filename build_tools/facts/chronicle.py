"""The chronicle by day: each entry with its date, 同日 resolved, the year from print or elsewhere."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from build_tools.language.script import NUMERAL, fold, number
from build_tools.model.catalogue import Code, Note
from build_tools.model.document import Document, Kind, Role
from build_tools.model.facts import Entry
from build_tools.model.source import Sidecar

_NUM = rf"(?:\d{{1,2}}|[{NUMERAL}]{{1,3}})"
_TO = r"\s*(?:至|到|—|–|-|－|~|～)+\s*"
_OF_DAY = r"(?:\s*(?:上午|中午|下午|晚间?|凌晨|夜间))?"
# 12月3日， · 2024年5月28日至30日　 · 12月30日—1月2日， · 5月10日、11日， · 3日， below 12月 · 【5月6日】
_DATED = re.compile(
    rf"^[\s▲△●○◆★■·•※【〔（]*(?:(?P<y>\d{{4}})\s*年\s*)?(?:(?P<m>{_NUM})\s*月\s*)?(?P<d>{_NUM})\s*日?"
    rf"(?:{_TO}(?:(?P<y2>\d{{4}})\s*年\s*)?(?:(?P<m2>{_NUM})\s*月\s*)?(?P<d2>{_NUM})\s*日"
    rf"|(?<=日)\s*[、和]\s*(?P<next>{_NUM})\s*日|(?<=日))"
    rf"{_OF_DAY}[】〕）]?(?:\s*[，,：:、]\s*|\s*)"
)
# 同日， · 当天， : the day of the entry before
_SAME_DAY = re.compile(
    rf"^[\s▲△●○◆★■·•※【〔（]*(?:同日|同一天|当日|当天|是日){_OF_DAY}[】〕）]?(?:\s*[，,：:]\s*|\s+|(?=\S))"
)
# △市政府召开…: a further event of the day above
_FURTHER = re.compile(r"^\s*[▲△○●◎☆★□■◇◆]\s*")
# 12月上旬， · 12月底， · 12月， · 中旬， · 中旬2023年…邀请赛举行, below the days of a month
_OF_MONTH = re.compile(
    rf"^[\s▲△●○◆★■·•※【〔（]*(?:(?:(?P<y>\d{{4}})\s*年\s*)?(?P<m>{_NUM})\s*月\s*|(?:同|当|本|是)月|(?=[上中下]旬[，,\s\d]))(?:份|上旬|中旬|下旬|初|中|底|末)?"
    r"[】〕）]?(?:\s*[，,：:]\s*|\s+|(?<=旬)(?=\d)|$)"
)
_YEAR_IN_TITLE = re.compile(r"(?P<y>\d{4})\s*年(?:\s*(?P<m>\d{1,2})\s*月)?")
_MONTH_IN_TITLE = re.compile(rf"(?P<m>{_NUM})\s*月(?:份)?")


@dataclass
class _Clock:
    """Where a chronicle stands while it is read; 0 is unknown."""

    year: int = 0
    month: int = 0
    date: str | None = None
    until: str | None = None


def chronicle(
    documents: Sequence[Document], index: int, sidecar: Sidecar, line_of: Callable[[int], int]
) -> tuple[Entry, ...]:
    """The entries of the document ``index`` of a source in print order; none where it is no chronicle."""
    document = documents[index]
    if document.kind is not Kind.CHRONICLE:
        return ()
    clock = _opened(document)
    if not clock.year:
        clock.year = _outside_year(documents, sidecar, clock.month or _first_month(document)) or 0
    found: list[Entry] = []
    apart = False  # the day stands in a line of its own: what follows are its entries
    for block in document.blocks:
        if block.role is not Role.ENTRY and block.role is not Role.PARAGRAPH:
            continue
        chars = block.text.chars
        end = _advance(clock, fold(chars))
        text = chars[end:].strip()
        first = next((o for c, o in zip(chars, block.text.at, strict=True) if not c.isspace()), 0)
        if end and not text:
            apart = True
        elif end or apart or not found or _FURTHER.match(chars):
            apart = apart and not end
            printed = chars[:end].strip(" \u3000\t，,：:、")
            text = text if end else _FURTHER.sub("", text)
            found.append(Entry(clock.date, clock.until, printed, text, line_of(first), block.anchor))
        else:  # a further paragraph of the entry above
            found[-1] = replace(found[-1], text=f"{found[-1].text}\n{text}")
    return tuple(found)


def year_notes(
    documents: Sequence[Document], chronicles: Sequence[Sequence[Entry]], sidecar: Sidecar
) -> Iterator[Note]:
    """A doubt on each chronicle that prints no year, where the sidecar names none either.

    ``chronicles`` are the entries of each document.
    """
    for document, entries in zip(documents, chronicles, strict=True):
        if not entries or _opened(document).year or _of_sidecar(sidecar):
            continue
        if (first := _first_day(document)) is not None and first["y"]:
            continue
        day = entries[0].date
        said = f"据本来源其他文件推定为{day[:4]}年" if day else "无从推定"
        line = entries[0].line
        yield Note(Code.CHRONICLE_YEAR, line, line, entries[0].printed, "", said)


def day_notes(chronicles: Sequence[Sequence[Entry]]) -> Iterator[Note]:
    """A doubt on each day without its month that no calendar has, in a chronicle whose other days are known:
    32日，市政府召开会议."""
    for entries in chronicles:
        known = any(entry.date for entry in entries)
        for entry in entries:
            if known and entry.date is None and "日" in entry.printed and "月" not in entry.printed:
                yield Note(Code.DATE_IMPOSSIBLE, entry.line, entry.line, entry.printed)


def _opened(document: Document) -> _Clock:
    """Year and month that the title names: 2024年12月大事记, 12月大事记."""
    title = fold(document.title)
    dated = _YEAR_IN_TITLE.search(title)
    month = _MONTH_IN_TITLE.search(title)
    return _Clock(
        int(dated["y"]) if dated else 0,
        (number(month["m"]) or 0) if month else 0,
    )


def _first_day(document: Document) -> re.Match[str] | None:
    """The first day that a paragraph begins with, its month printed."""
    days = (_DATED.match(fold(block.text.chars)) for block in document.blocks)
    return next((day for day in days if day and day["m"]), None)


def _first_month(document: Document) -> int:
    first = _first_day(document)
    return (number(first["m"]) or 0) if first else 0


def _of_sidecar(sidecar: Sidecar) -> str:
    """What the sidecar says of the time: its day or month, else its year."""
    return sidecar.published or (str(sidecar.year) if sidecar.year else "")


def _outside_year(documents: Sequence[Document], sidecar: Sidecar, month: int) -> int | None:
    """The year from the sidecar, else from the newest other document of the source.

    Where a month is known on both sides it is the year in which they lie closest: an issue of
    January holds the December of the year before.
    """
    known = _of_sidecar(sidecar) or max((d.sure_date or "" for d in documents), default="")
    if not known:
        return None
    year = int(known[:4])
    if len(known) < 7 or not month:
        return year
    beside = int(known[5:7])
    return year - 1 if month - beside > 6 else year + 1 if beside - month > 6 else year


def _advance(clock: _Clock, chars: str) -> int:
    """Set the clock to the date at the head of a paragraph; the length of its words, 0 for none."""
    same = _SAME_DAY.match(chars)
    if same:
        clock.until = None
        return same.end()
    dated = _DATED.match(chars)
    if dated and (dated["m"] or (clock.month and _apart(dated))):
        _turn(clock, dated["y"], dated["m"])
        clock.date = _day(clock.year, clock.month, number(dated["d"]))
        clock.until = _end(clock, dated)
        # 10日、15日，…: of two days apart the second stays with the words
        return dated.start("next") if dated["next"] and not clock.until else dated.end()
    of_month = _OF_MONTH.match(chars)
    if of_month and (of_month["m"] or clock.month):
        _turn(clock, of_month["y"], of_month["m"])
        clock.date = f"{clock.year:04d}-{clock.month:02d}" if clock.year else None
        clock.until = None
        return of_month.end()
    return 0


def _apart(dated: re.Match[str]) -> bool:
    """Whether a day without its month stands by itself: 5日，…; not 31日早上的早市."""
    rest = dated.string[dated.end() :]  # 7日2023年西河茶叶开采节…: the gap between them is lost
    return not rest or dated[0][-1] in "，,：:、】〕） \u3000\t" or re.match(r"\d{4}年", rest) is not None


def _turn(clock: _Clock, year: str | None, month: str | None) -> None:
    """Take over a printed year and month; from 12月 to 1月 the year goes on by itself."""
    value = (number(month) or 0) if month else clock.month
    if year:
        clock.year = int(year)
    elif clock.year and clock.date and clock.month == 12 and value == 1:
        clock.year += 1
    clock.month = value


def _end(clock: _Clock, dated: re.Match[str]) -> str | None:
    """The last day of a span: 5月28日至30日, 12月30日至1月2日, 10日、11日."""
    if dated["next"] is not None:
        day, following = number(dated["d"]) or 0, number(dated["next"]) or 0
        return _day(clock.year, clock.month, following) if following == day + 1 else None
    if dated["d2"] is None:
        return None
    month = (number(dated["m2"]) or 0) if dated["m2"] else clock.month
    year = int(dated["y2"]) if dated["y2"] else clock.year + (month < clock.month) if clock.year else 0
    return _day(year, month, number(dated["d2"]))


def _day(year: int, month: int, day: int | None) -> str | None:
    """An ISO day; None where the figures are none, or no year is known."""
    if not (year and 1 <= month <= 12 and day and 1 <= day <= monthrange(year, month)[1]):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"
