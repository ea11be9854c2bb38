"""``published/``: the record of what was published, a line an address and year by year, and its releases."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any

from build_tools.model.published import Counts, Happened, PageMark, Past, PublishedPage, Release

RELEASES = "releases.json"
_YEAR = re.compile(r"\d{4}\.jsonl")


class RecordBroken(Exception):
    """A line of the record cannot be read; the message says which."""


def json_lines(text: str) -> list[str]:
    """The lines of a file that holds a value of JSON a line. ``splitlines`` would part words at U+2028 too,
    which JSON writes as it is."""
    return [line for line in text.split("\n") if line.strip()]


def read_past(folder: Path, redirects: Iterable[tuple[str, str]] = ()) -> Past:
    """The record, empty where there is none. Raises RecordBroken."""
    pages = []
    for path in sorted(p for p in folder.glob("*.jsonl") if _YEAR.fullmatch(p.name)):
        for number, line in enumerate(json_lines(path.read_text(encoding="utf-8")), start=1):
            try:
                pages.append(_page(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                raise RecordBroken(f"{path}:{number}") from error
    path = folder / RELEASES
    try:
        rows = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
        releases = tuple(map(_release, rows))
    except (ValueError, KeyError, TypeError) as error:
        raise RecordBroken(f"{path}:1") from error
    return Past(tuple(pages), releases, tuple(redirects))


def record_files(past: Past) -> dict[str, str]:
    """Name below published/ → content: the pages by the year of their first day, sorted by address."""
    by_year = sorted(past.pages, key=lambda p: (p.since[:4], p.mark.address))
    files = {f"{year}.jsonl": _lines(own) for year, own in groupby(by_year, key=lambda p: p.since[:4])}
    return {**files, RELEASES: releases_json(past)}


def releases_json(past: Past) -> str:
    """All releases, one a line, the oldest first."""
    rows = ",\n".join(json.dumps(_plain(asdict(r)), ensure_ascii=False) for r in past.releases)
    return f"[\n{rows}\n]\n" if rows else "[]\n"


def _lines(pages: Iterable[PublishedPage]) -> str:
    return "".join(json.dumps(_row(page), ensure_ascii=False) + "\n" for page in pages)


def _row(page: PublishedPage) -> dict[str, Any]:
    row = {
        "address": page.mark.address,
        "since": page.since,
        "text": page.mark.text,
        "file": page.mark.file,
        "holds": page.holds,
        "anchors": " ".join(_runs(page.anchors)),
        "counts": list(asdict(page.counts).values()),
        "findings": page.findings,
        "moved": page.moved,
        "gone": page.gone,
    }
    return _plain(row)


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty."""
    shown = {key: _plain(value) if isinstance(value, dict) else value for key, value in row.items()}
    return {key: value for key, value in shown.items() if value not in ("", (), {}, [])}


def _page(row: Mapping[str, Any]) -> PublishedPage:
    holds = tuple((str(number), str(title)) for number, title in row["holds"])
    first = holds[0] if holds else ("", "")
    return PublishedPage(
        PageMark(row["address"], row["file"], *first, row["text"]),
        row["since"],
        holds,
        tuple(_anchors(row.get("anchors", ""))),
        Counts(*row["counts"]),
        tuple(row.get("findings", ())),
        row.get("moved", ""),
        row.get("gone", ""),
    )


def _release(row: Mapping[str, Any]) -> Release:
    own = {key: row[key] for key in ("id", "day")}
    own |= {k: row.get(k, "") for k in ("commit", "lock", "tool", "before", "back_to")}
    happened = {k: _pairs(v) for k, v in row.get("happened", {}).items()}
    return Release(
        **own,
        sources=row.get("sources", {}),
        allowed=_pairs(row.get("allowed", ())),
        happened=Happened(**happened),
        books=row.get("books", {}),
    )


def _pairs(rows: Iterable[Iterable[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(a), str(b)) for a, b in rows)


_NUMBERED = re.compile(r"(.*-)(\d+)")
_RUN = re.compile(r"(.*-)(\d+)\.\.(\d+)")


def _runs(anchors: Iterable[str]) -> Iterator[str]:
    """Anchors that count on are one: ``art-1..14``."""
    stem, first, last = "", 0, 0
    for anchor in (*anchors, ""):
        numbered = _NUMBERED.fullmatch(anchor)
        if numbered is not None and numbered[1] == stem and int(numbered[2]) == last + 1:
            last += 1
            continue
        if stem:
            yield f"{stem}{first}..{last}" if last > first else f"{stem}{first}"
        stem, first = (numbered[1], int(numbered[2])) if numbered is not None else ("", 0)
        last = first
        if numbered is None and anchor:
            yield anchor


def _anchors(words: str) -> Iterator[str]:
    for word in words.split():
        run = _RUN.fullmatch(word)
        if run is None:
            yield word
        else:
            yield from (f"{run[1]}{n}" for n in range(int(run[2]), int(run[3]) + 1))
