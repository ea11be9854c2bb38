"""What changed between two releases, told from their lines; never from HTML or Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from build_tools.documents.addresses.readdressed import readdressed
from build_tools.exports.text_lines import Line
from build_tools.model.published import PageMark
from build_tools.publishing.compare_tables import table_changes
from build_tools.publishing.compare_texts import text_changes
from build_tools.publishing.difference import Difference

_FIELDS = ("number", "date", "published", "issuers", "kind", "issue")


@dataclass(frozen=True)
class _Release:
    """The lines of a release by page, its documents by id."""

    pages: Mapping[str, tuple[Line, ...]]
    missing: frozenset[str]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> _Release:
        pages: dict[str, list[Line]] = {}
        missing = set()
        for line in lines:
            if line.what == "missing":
                missing.add(line.name)
            else:
                pages.setdefault(line.page, []).append(line)
        return cls({page: tuple(own) for page, own in pages.items()}, frozenset(missing))

    def marks(self) -> list[PageMark]:
        """What each page that holds a document is known by."""
        found = []
        for page, lines in self.pages.items():
            if documents := of_kind(lines, "document"):
                first = documents[0]
                text = " ".join(d.more["hash"] for d in documents)
                found.append(PageMark(page, first.more["file"], first.more["number"], first.text, text))
        return found


def of_kind(lines: Iterable[Line], *kinds: str) -> list[Line]:
    """The lines of these kinds."""
    return [line for line in lines if line.what in kinds]


def compare(old: Iterable[Line], new: Iterable[Line]) -> tuple[Difference, ...]:
    """All differences: what a release lacks, documents that are gone, then page by page in print order."""
    before, after = _Release.of(old), _Release.of(new)
    ways = readdressed(before.marks(), after.marks())
    back = {now: was for was, now in ways.items()}
    ids = _ids(before, after, ways)
    found = [
        Difference("missing", "new", "", name, name=name) for name in sorted(after.missing - before.missing)
    ]
    found += [
        Difference("missing", "gone", "", name, name=name) for name in sorted(before.missing - after.missing)
    ]
    for page, lines in before.pages.items():
        if page not in after.pages and page not in ways:
            documents = of_kind(lines, "document")
            found += [_whole(d, "gone") for d in documents if d.more["file"] not in after.missing]
    for page, lines in after.pages.items():
        was = back.get(page, page)
        title = next((d.text for d in of_kind(lines, "document")), "")
        if was != page:
            found.append(Difference("document", "moved", page, title, was=was, now=page))
        if was in before.pages:
            found += _on_page(before.pages[was], lines, page, title, ids)
        else:
            found += [_whole(d, "new") for d in of_kind(lines, "document")]
            found += [_line(d, "new", page, title) for d in of_kind(lines, "doubt")]
    return tuple(found)


def _ids(before: _Release, after: _Release, ways: Mapping[str, str]) -> dict[str, str]:
    """Old id → new id of the documents of pages that moved."""
    found = {}
    for was, now in ways.items():
        both = (of_kind(r.pages[p], "document") for r, p in ((before, was), (after, now)))
        found.update({a.name: b.name for a, b in zip(*both, strict=False)})
    return found


def _whole(document: Line, how: str) -> Difference:
    number = document.more["number"]
    words = document.text + (f"（{number}）" if number else "")
    was, now = (words, "") if how == "gone" else ("", words)
    return Difference("document", how, document.page, document.text, document.at, was=was, now=now)


def _line(line: Line, how: str, page: str, title: str) -> Difference:
    """Something that came or went as a whole."""
    words = _said(line)
    was, now = (words, "") if how == "gone" else ("", words)
    return Difference(line.what, how, page, title, line.at, line.name, was, now)


def _on_page(
    old: Sequence[Line], new: Sequence[Line], page: str, title: str, ids: Mapping[str, str]
) -> Iterator[Difference]:
    """What differs on a page that both releases hold."""
    yield from _documents(old, new, page, title, ids)
    yield from text_changes(of_kind(old, "block"), of_kind(new, "block"), page, title)
    tables = ("table", "column", "cell")
    yield from table_changes(of_kind(old, *tables), of_kind(new, *tables), page, title)
    for what in ("link", "state", "duty", "date", "target", "post", "doubt"):
        yield from _listed(of_kind(old, what), of_kind(new, what), page, title, ids)


def _documents(
    old: Sequence[Line], new: Sequence[Line], page: str, title: str, ids: Mapping[str, str]
) -> Iterator[Difference]:
    before = {ids.get(d.name, d.name): d for d in of_kind(old, "document")}
    after = {d.name: d for d in of_kind(new, "document")}
    yield from (_whole(d, "gone") for name, d in before.items() if name not in after)
    yield from (_whole(d, "new") for name, d in after.items() if name not in before)
    told = set()  # an attached text has the day of its notice
    for name, now in after.items():
        if (was := before.get(name)) is None:
            continue
        own = [("title", was.text, now.text)]
        own += [(field, was.more[field], now.more[field]) for field in _FIELDS]
        for field, a, b in own:
            if a != b and (field, a, b) not in told:
                told.add((field, a, b))
                yield Difference("field", "changed", page, title, now.at, field, a, b)


Key = tuple[str, ...]
_LINES = re.compile(r"第[\d、]+行")


def _renamed(ways: str, ids: Mapping[str, str]) -> str:
    """Targets by the names that they have now."""
    parts = (way.partition("#") for way in ways.split("、"))
    return "、".join(ids.get(name, name) + mark + anchor for name, mark, anchor in parts)


_KEYS: Mapping[str, Callable[[Line], Key]] = {
    "link": lambda line: (line.name, line.text),
    "state": lambda line: (line.at.partition("#")[2], line.more["of"]),
    "duty": lambda line: (line.name, line.more["dates"]),
    "date": lambda line: (line.name, line.text),
    "target": lambda line: (line.name, line.text),
    "post": lambda line: (line.name, line.text),
    # a doubt is the same one where only its line has moved
    "doubt": lambda line: (line.name, _LINES.sub("第…行", line.text)),
}
"""What tells a line of a kind again on its page, wherever on the page it stands."""


def _value(line: Line, ids: Mapping[str, str]) -> Key:
    """What may change of a line that is the same one."""
    match line.what:
        case "link":
            return (_renamed(line.more["target"], ids),)
        case "state":
            by = line.more["repealed_by"]
            rest = (value for key, value in line.more.items() if key not in ("repealed_by", "of"))
            return (line.text, ids.get(by, by), *rest)
    return ()


def _listed(
    old: Sequence[Line], new: Sequence[Line], page: str, title: str, ids: Mapping[str, str]
) -> Iterator[Difference]:
    """Lines that came and went, as often as each is there; first those that say something else now."""
    before, after = list(old), list(new)
    for wholly in (True, False):
        for now in tuple(after):
            key, value = _KEYS[now.what](now), _value(now, {})
            alike = (a for a in before if _KEYS[a.what](a) == key)
            was = next((a for a in alike if not wholly or _value(a, ids) == value), None)
            if was is None:
                continue
            before.remove(was)
            after.remove(now)
            if not wholly:
                words = _changed(was, now)
                yield Difference(now.what, "changed", page, title, now.at, now.name, *words)
    yield from (_line(line, "gone", page, title) for line in before)
    yield from (_line(line, "new", page, title) for line in after)


def _changed(was: Line, now: Line) -> tuple[str, str]:
    if was.what == "state":
        return was.text, now.text
    return f"{was.text} → {was.more['target'] or '无'}", f"{now.text} → {now.more['target'] or '无'}"


def _said(line: Line) -> str:
    """A line in words."""
    match line.what:
        case "link":
            return line.text + (f" → {line.more['target']}" if line.more["target"] else "")
        case "duty":
            dates = f"（{line.more['dates']}）" if line.more["dates"] else ""
            return f"{line.text}：{line.name}{dates}"
        case "date" | "target" | "post":
            return f"{line.name} {line.text}"
    return line.text
