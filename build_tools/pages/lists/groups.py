"""Documents in the groups by which readers look for them, each group with an anchor of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from build_tools.documents.names import KIND_NAMES
from build_tools.documents.outline.anchors import unique
from build_tools.language.pinyin import short_slug, slug, syllables
from build_tools.model.corpus import Corpus, Record
from build_tools.pages.issue import is_instrument
from build_tools.pages.lists.paging import Key, month_key, year_key

UNKNOWN = "未注明"


@dataclass(frozen=True)
class Group:
    """What a group is called, where on the page of its list it stands, and its documents."""

    name: str
    anchor: str
    records: tuple[Record, ...]
    initial: str = ""  # its first letter, where groups are so many that they are looked up by it


@dataclass(frozen=True)
class Grouping:
    """A list of documents: its page below docs/, its title, its groups, and what parts a group further."""

    page: str
    title: str
    groups: tuple[Group, ...]
    finer: Callable[[Record, Group], Key]


def groupings(corpus: Corpus) -> tuple[Grouping, ...]:
    """The five lists of documents: by date, number, issuer, pinyin and kind."""
    listed = [r for r in corpus.records if is_instrument(r)]
    numbered = [r for r in listed if r.doc_key]
    return (
        _grouping("lists/by-date.md", "文件（按日期）", "year", listed, _year, _month, newest_first=True),
        _grouping("lists/by-number.md", "文件（按文号）", "series", numbered, _series, _of_year),
        _grouping(
            "lists/by-issuer.md",
            "文件（按发文机关）",
            "issuer",
            listed,
            lambda r: r.document.issuers,
            _of_year,
        ),
        _grouping("lists/by-pinyin.md", "文件（按拼音）", "letter", listed, _initial, _syllable),
        _grouping("lists/by-kind.md", "文件（按类别）", "kind", listed, _kind, _of_year),
    )


def _grouping(
    page: str,
    title: str,
    prefix: str,
    records: Iterable[Record],
    names_of: Callable[[Record], Iterable[str]],
    finer: Callable[[Record, Group], Key],
    *,
    newest_first: bool = False,
) -> Grouping:
    """Groups in their order, what is not known last; in each the documents by day."""
    found: dict[str, list[Record]] = {}
    for record in records:
        for name in names_of(record):
            found.setdefault(name, []).append(record)
    named = sorted((n for n in found if n != UNKNOWN), key=_place, reverse=newest_first)
    order = [*named, *([UNKNOWN] if UNKNOWN in found else [])]
    seen: dict[str, int] = {}
    return Grouping(page, title, tuple(_groups(order, found, prefix, seen, newest_first)), finer)


def _groups(
    order: Iterable[str],
    found: dict[str, list[Record]],
    prefix: str,
    seen: dict[str, int],
    newest_first: bool,
) -> Iterator[Group]:
    for name in order:
        anchor = unique(f"{prefix}-{slug(name) or 'other'}", seen)
        own = sorted(found[name], key=lambda r: (r.document.date or "", r.id), reverse=newest_first)
        initial = slug(name)[:1].upper() or UNKNOWN if prefix in _BY_LETTER else ""
        yield Group(name, anchor, tuple(own), initial)


_BY_LETTER = ("series", "issuer")


def _month(record: Record, year: Group) -> Key:
    return month_key(record.document.date, Key(year.name, year.anchor))


def _of_year(record: Record, group: Group) -> Key:
    return year_key(record.document.date, Key(group.name, group.anchor))


def _syllable(record: Record, letter: Group) -> Key:
    """空气质量… → kong."""
    first = short_slug(record.document.title).partition("-")[0] or "other"
    return Key(first, f"{letter.anchor}-{first}")


_KINDS = list(KIND_NAMES.values())


def _place(name: str) -> tuple[int, tuple[str, ...], str]:
    """Kinds in the order of a gazette, all other names as they are spoken."""
    return (_KINDS.index(name) if name in _KINDS else -1, syllables(name), name)


def _kind(record: Record) -> list[str]:
    return [KIND_NAMES[record.document.kind]]


def _year(record: Record) -> list[str]:
    return [f"{record.document.date[:4]}年" if record.document.date else UNKNOWN]


def _series(record: Record) -> list[str]:
    """藏政发〔2024〕11号 → 藏政发; 中华人民共和国国务院令第706号 → 中华人民共和国国务院令."""
    return [(record.doc_key or "").partition("〔")[0].partition("第")[0] or UNKNOWN]


def _initial(record: Record) -> list[str]:
    """The first letter of what a title is about: 空气质量… → K."""
    return [short_slug(record.document.title)[:1].upper() or UNKNOWN]
