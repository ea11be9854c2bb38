"""Two registers over the corpus: instruments that are cited and not held, and numbers by series."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from build_tools.documents.outline.anchors import unique
from build_tools.facts.states.changed import said_of
from build_tools.language.pinyin import slug, syllables
from build_tools.language.ranks import Level, level_of, level_of_number
from build_tools.language.script import bare, doc_key
from build_tools.model.citation import Cited, Place, Relation
from build_tools.model.corpus import Corpus, Record
from build_tools.pages.blocks import relative, target_of
from build_tools.pages.connections import CITED_PAGE, outside_anchor, outside_place
from build_tools.pages.lists.paging import Key, Listing, Rows, runs_of, year_key
from build_tools.pages.markdown import escape, heading, landing, link

NUMBERS_PAGE = "lists/numbers.md"
_STANDARDS, _UNKNOWN = "标准", "未注明"


@dataclass(frozen=True)
class Outside:
    """An instrument that the corpus cites and does not hold, with the places that cite it."""

    key: str
    name: str  # the title with its brackets, or the number alone
    doc_number: str | None
    level: str
    places: tuple[Cited, ...]


def outside(corpus: Corpus) -> list[Outside]:
    """The instruments cited and not held, in the order of their first citation."""
    groups: dict[str, list[Cited]] = {}
    for cited in corpus.web.citations:
        if cited.outside is not None:
            groups.setdefault(cited.outside, []).append(cited)
    return [_entry(name, places) for name, places in groups.items()]


def _entry(name: str, places: Sequence[Cited]) -> Outside:
    titled = next((c.stands_for for c in places if c.stands_for.name), places[0].stands_for)
    numbered = next((c.stands_for.doc_number for c in places if c.stands_for.doc_number), None)
    levels = (_level(c) for c in places)
    return Outside(name, titled.text, numbered, next((x for x in levels if x), _UNKNOWN), tuple(places))


def _level(cited: Cited) -> str:
    """The level of state that the number, the organ before the title, or the title tells."""
    meant = cited.stands_for
    number = doc_key(meant.doc_number) if meant.doc_number else ""
    if re.match(r"[A-Z]", number):
        return _STANDARDS
    stated = [level_of_number(number) if number else None]
    stated += [level_of(w)[0] or _word(w) for w in meant.whose]
    stated.append(level_of(meant.name)[0])
    return next((level.value for level in stated if level is not None), "")


def _word(organ: str) -> Level | None:
    return next((level for level in Level if level.value == organ), None)


def cited_listing(corpus: Corpus) -> Listing:
    """The register of what is cited and not held."""
    found = outside(corpus)
    about = "现有文件引用、而本库没有收录的文件和标准。级别按文号、发文机关和题名判断，看不出的列入“未注明”。"
    groups: list[Rows] = []
    for level in (*(x.value for x in Level), _STANDARDS, _UNKNOWN):
        key = Key(level, f"level-{slug(level)}")
        entries = sorted((x for x in found if x.level == level), key=lambda x: -len(x.places))
        rows = (((key, _first(x, key)), "\n".join(_outside_lines(x, corpus))) for x in entries)
        groups += runs_of(rows, heading(2, level, key.anchor))
    return Listing(CITED_PAGE, "引用而本库未收录的文件", tuple(groups), about, "件", always=True)


def _first(entry: Outside, level: Key) -> Key:
    """The first syllable of a name."""
    syllable = (syllables(bare(entry.name)) or ("other",))[0]
    return Key(syllable, f"{level.anchor}-{syllable}")


def _outside_lines(entry: Outside, corpus: Corpus) -> list[str]:
    number = f"（{entry.doc_number}）" if entry.doc_number and entry.name[0] == "《" else ""
    anchor = landing(outside_anchor(entry.key))
    said = f"，引用{len(entry.places)}处{repealing(entry, corpus)}"
    return [
        f"- {anchor}{escape(entry.name + number + said)}",
        *_citing(entry, corpus, CITED_PAGE),
    ]


def repealing(entry: Outside, corpus: Corpus) -> str:
    """``，拉政发〔2024〕21号写明废止``: what is held and says that an instrument ends, if anything."""
    found = (corpus.by_id[c.record] for c in entry.places if c.citation.relation is Relation.REPEALS)
    names = dict.fromkeys(said_of(corpus.top(record)) for record in found)
    return f"，{'、'.join(names)}写明废止" if names else ""


def _citing(entry: Outside, corpus: Corpus, page: str) -> list[str]:
    """One line for each document that cites an instrument: the way to its first place, and how often."""
    lines = []
    by_holder: dict[str, list[Place]] = {}
    for cited in entry.places:
        by_holder.setdefault(cited.record, []).append(cited.citation.place)
    for holder, places in list(by_holder.items())[:_MOST]:
        record = corpus.by_id[holder]
        way = relative(f"{record.page}#{places[0].anchor}", page)
        often = f"（{len(places)}处）" if len(places) > 1 else ""
        lines.append(f"    - {link(record.document.title, way)}{often}")
    left = len(by_holder) - _MOST
    return [*lines, f"    - 另有{left}件，见数据 `citations.json`"] if left > 0 else lines


_MOST = 100
"""So many documents are listed below what they cite; the data files have them all."""


@dataclass(frozen=True)
class _Known:
    """A number of a series: the record that bears it, or the instrument that is only cited."""

    year: int
    serial: int
    record: Record | None
    cited: Outside | None


def numbers_listing(corpus: Corpus) -> Listing:
    """The register of numbers, series by series."""
    about = (
        "按文号系列列出本库所收的文件、只被引用而本库未收录的文号，以及所收最小号与最大号之间两者都没有的号。"
    )
    series = _series(outside(corpus), corpus)
    seen: dict[str, int] = {}
    groups: list[Rows] = []
    for name in sorted(series, key=slug):
        letter = slug(name)[:1] or "other"
        key = Key(name, unique(f"series-{slug(name)}", seen))
        keys = Key(letter.upper(), f"letter-{letter}"), key
        rows = (((*keys, year_key(year, key)), row) for year, row in _series_rows(series[name], corpus))
        groups += runs_of(rows, heading(2, escape(name), key.anchor))
    return Listing(NUMBERS_PAGE, "文号登记", tuple(groups), about, "年", always=True)


def _series(found: Sequence[Outside], corpus: Corpus) -> dict[str, list[_Known]]:
    """The known numbers of each series, by year and serial; a number that is held counts as held."""
    known: dict[tuple[str, int, int], _Known] = {}
    for record in corpus.records:
        place = _place(record.document.doc_number)
        if place is not None and record.reprint_of is None:
            known.setdefault(place, _Known(place[1], place[2], record, None))
    for entry in found:
        place = _place(entry.key) if entry.doc_number else None
        if place is not None:
            known.setdefault(place, _Known(place[1], place[2], None, entry))
    series: dict[str, list[_Known]] = {}
    for place in sorted(known):
        series.setdefault(place[0], []).append(known[place])
    return series


def _place(printed: str | None) -> tuple[str, int, int] | None:
    """``藏政发〔2024〕11号`` → (藏政发, 2024, 11); an order without a year has 0 for it."""
    match = re.fullmatch(
        r"(?P<series>.+?)(?:〔(?P<year>\d{4})〕|第)(?P<serial>\d+)号", doc_key(printed or "")
    )
    return (match["series"], int(match["year"] or 0), int(match["serial"])) if match else None


def _series_rows(known: Sequence[_Known], corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Each year of a series with its numbers, the newest first."""
    for year in sorted({k.year for k in known}, reverse=True):
        own = [k for k in known if k.year == year]
        lines = [f"- {year}年" if year else "- 不分年"]
        lines += [f"    - {_known_line(k, corpus)}" for k in own]
        if gaps := _gaps(own):
            lines.append(f"    - 本库未见：{gaps}")
        yield str(year or ""), "\n".join(lines)


def _known_line(known: _Known, corpus: Corpus) -> str:
    if known.record is not None:
        way = relative(target_of(known.record), NUMBERS_PAGE)
        return f"{known.serial}号　{link(known.record.document.title, way)}"
    assert known.cited is not None
    way = relative(outside_place(known.cited.key, corpus), NUMBERS_PAGE)
    named = known.cited.name if known.cited.name[0] == "《" else known.cited.doc_number or ""
    return f"{known.serial}号　{link(named, way)}（本库未收录，引用{len(known.cited.places)}处）"


def _gaps(known: Sequence[_Known]) -> str:
    """The numbers between two known ones of a year; only of a series of which something is held."""
    if not any(k.record for k in known):
        return ""
    return "、".join(_ranges(k.serial for k in known))


def _ranges(serials: Iterable[int]) -> list[str]:
    ordered = sorted(set(serials))
    found = []
    for low, high in pairwise(ordered):
        if high - low == 2:
            found.append(f"{low + 1}号")
        elif high - low > 2:
            found.append(f"{low + 1}—{high - 1}号")
    return found
