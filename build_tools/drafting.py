"""What the text of a new source says of its issue: the draft of its sidecar, and what it must not double."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import tomlkit

from build_tools.documents.units.segment import segment
from build_tools.language.pinyin import short_slug, slug
from build_tools.language.script import date, doc_key, doc_number, key
from build_tools.model.document import ISSUE_KINDS, Kind, Role
from build_tools.model.source import Origin, Sidecar
from build_tools.sources.clean import clean
from build_tools.sources.folder import DEVICES
from build_tools.sources.read import source_of

_HEAD = 6000  # characters: cover and contents of an issue stand in them
_COVER = re.compile(
    r"^(?P<gazette>\S*(?:公报|政报)) ?(?:(?P<year>\d{4})年)?"
    r"(?:第(?P<number>\d+)[期号])?(?:（总第?(?P<total>\d+)[期号]）)?"
)
_PUBLISHED = re.compile(r"^(?:出版|发布|公布)(?:日期|时间)：?(?P<day>.{6,24})$", re.MULTILINE)
_PLACE = re.compile(
    r"(?:(?:壮族|回族|维吾尔)?自治区|省|市|县|区|自治州|州|盟|地区|行署)?"
    r"(?:人民政府|政府)?(?:办公[厅室])?(?:公报|政报)$"
)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Stated:
    """What a text states of the issue that it is; all of it empty for a single document."""

    gazette: str = ""
    year: int | None = None
    number: int | None = None
    total: int | None = None
    published: str = ""
    title: str = ""  # of its first document

    @property
    def issue(self) -> tuple[str, int, int] | None:
        """What no two sources may share; None where the text does not say it."""
        if self.gazette and self.year is not None and self.number is not None:
            return key(self.gazette), self.year, self.number
        return None


def stated(text: bytes, sidecar: Sidecar | None = None) -> Stated:
    """What the head of a raw text states of its issue, and its sidecar before it: one that says all of it
    is enough."""
    if sidecar is not None and sidecar.gazette and sidecar.year and sidecar.number:
        return Stated(sidecar.gazette, sidecar.year, sidecar.number)
    source, _ = source_of("head.txt", text)
    head, _ = source_of("head.txt", source.raw[:_HEAD].rpartition("\n")[0].encode() or source.raw.encode())
    sections = segment(clean(head)).sections
    cover = next((s.title for s in sections if s.kind is Kind.MASTHEAD and s.composed), "")
    match = _COVER.match(cover)
    found = match.groupdict() if match else {}
    titles = (s.title or s.key(Role.TITLE) for s in sections if s.kind not in ISSUE_KINDS)
    year, number, total = (int(found[n]) if found.get(n) else None for n in ("year", "number", "total"))
    published = _published(head.raw, issue=bool(match))
    title = next((t for t in titles if t), "")
    own = Stated(found.get("gazette") or "", year, number, total, published, title)
    if sidecar is None:
        return own
    return Stated(
        sidecar.gazette or own.gazette,
        sidecar.year or own.year,
        sidecar.number or own.number,
        sidecar.total or own.total,
        sidecar.published or own.published,
        title,
    )


def _published(raw: str, *, issue: bool) -> str:
    """The day on which the issue, or the single document, was published; nothing where it is not printed."""
    lines = "\n".join(key(line) for line in raw.splitlines())
    for match in _PUBLISHED.finditer(lines):
        if match[0].startswith("出版") == issue and (day := date(match["day"])):
            return day
    return ""


def doc_numbers(text: bytes) -> Mapping[str, int]:
    """The document numbers that stand alone on a line: matching form → its first line."""
    found: dict[str, int] = {}
    for n, line in _lines(text):
        if len(line) <= 40 and "号" in line and (match := doc_number(key(line))) is not None:
            found.setdefault(doc_key(match[0]), n)
    return found


def _lines(text: bytes) -> Iterator[tuple[int, str]]:
    source, _ = source_of("lines.txt", text)
    for n in range(1, len(source.starts) + 1):
        yield n, source.line(n).strip()


def is_id(name: str) -> bool:
    """Whether a name can be that of a source that is added."""
    return bool(_ID.fullmatch(name)) and name not in DEVICES and len(name) <= 80


def id_for(name: str, said: Stated) -> str:
    """The name of a new source: that of its file, else its issue, else its first title."""
    stem = Path(name).name.rpartition(".")[0].lower() if "." in name else name.lower()
    if is_id(stem):
        return stem
    if said.gazette and said.year is not None:
        place = slug(_PLACE.sub("", said.gazette)).replace("-", "")
        return f"{place}-{said.year}" + (f"-{said.number:02d}" if said.number is not None else "")
    return short_slug(said.title or stem) or "source"


_ADVICE = "附属文件：编者所知的来源信息。由程序据文字起草，请核对；写法见编者手册。"


def draft(said: Stated, origin: Origin) -> str:
    """The sidecar of a new source."""
    document = tomlkit.document()
    document.add(tomlkit.comment(_ADVICE))
    for name in ("gazette", "year", "number", "total", "published"):
        value = getattr(said, name)
        if value:
            document[name] = value
    if not said.gazette:
        document.add(tomlkit.comment("文中没有印出刊名，不是一期公报的不必写。"))
    return tomlkit.dumps(with_origin(document, origin))


def with_origin(document: tomlkit.TOMLDocument, origin: Origin) -> tomlkit.TOMLDocument:
    """The sidecar with what is known of its original."""
    table = tomlkit.table()
    table["name"], table["sha256"], table["added"] = origin.name, origin.sha256, origin.added
    if "original" in document:
        document["original"] = table
    else:
        document.add("original", table)
    return document
