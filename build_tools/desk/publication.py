"""What a publishing would bring, and what would stop it, as plain values for the desk."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from build_tools.exports.text_lines import text_lines
from build_tools.model.corpus import Corpus
from build_tools.model.published import Past
from build_tools.project import CONFIG, DIST
from build_tools.publishing.alignment import parts
from build_tools.publishing.compare import compare
from build_tools.publishing.difference import Difference
from build_tools.publishing.draft import standing
from build_tools.publishing.gate import Stop
from build_tools.publishing.new_archive import is_example
from build_tools.publishing.publish import Asked, draft_of, last_release
from build_tools.publishing.target import SETTINGS, Settings, SettingsWrong, read_settings
from build_tools.publishing.targets import target_of
from build_tools.publishing.told import one_line, summary
from build_tools.site.build import settings as site_settings

Value = Mapping[str, Any]


def publication_value(corpus: Corpus, past: Past, now: datetime) -> Value:
    """What changed since the last publishing, what stops the next one, and where it would go."""
    settings = read_settings() if SETTINGS.is_file() else None
    base = last_release(past, settings)
    found = compare(base.lines, text_lines(corpus))
    own = standing(past)
    current = (Path(settings.folder) / "current").absolute() if settings and settings.folder else None
    return {
        "base": base.name,
        "summary": summary(found),
        "changes": [_change(d) for d in found],
        "last": {"id": own.id, "day": own.day} if own is not None else None,
        "back": own is not None and bool(own.before),
        "address": site_settings(CONFIG).url,
        "folder": str(current or ""),
        "bundle": _bundle(current),
        "examples": [c.source.id for c in corpus.sources if is_example(c.source.raw)],
        **_gate(corpus, past, settings, now),
    }


def _bundle(current: Path | None) -> str:
    """The whole path of the bundle of what readers see; where that is elsewhere, of the one that was written
    last. Empty where there is none."""
    found = sorted(DIST.glob("gazette-*.zip"), key=lambda path: path.stat().st_mtime_ns)
    if current is not None:
        names = {path.name for path in (current / "bundles").glob("*.zip")}
        found = [path for path in found if path.name in names]
    return str(found[-1].absolute()) if found else ""


def _gate(corpus: Corpus, past: Past, settings: Settings | None, now: datetime) -> Value:
    try:
        settings = settings or read_settings()
        target = target_of(settings)
        asked = Asked(now.date().isoformat(), now.strftime("%Y%m%d-%H%M%S"))
        draft = draft_of(asked, past, last_release(past, settings), target)
    except SettingsWrong as error:
        return {"target": "", "wrong": str(error), "stops": []}
    place = settings.folder or settings.rsync or f"{settings.git}（{settings.branch}）"
    return {"target": place, "wrong": "", "stops": [_stop(stop) for stop in draft.stopped(corpus)]}


def _change(d: Difference) -> Value:
    words = d.what in ("block", "cell", "column", "table") and d.how == "changed"
    return {
        "page": d.page,
        "title": d.title,
        "at": d.at,
        "said": one_line(d),
        "parts": _parts(parts(d.was, d.now)) if words else [],
    }


def _parts(found: Any) -> Sequence[tuple[str, str, str]]:
    return [(same, gone, new) for same, gone, new in found]


# qing-jiang-2024-06.txt:78: date-far …
_AT_LINE = re.compile(r"(?P<id>[^/\s:]+)\.txt:(?P<line>\d+):")
# documents/a.html（标题）：2027年1月1日
_AT_PAGE = re.compile(r"(?P<page>(?:documents|issues)/\S+?\.html(?:#[\w-]+)?)")


def _stop(stop: Stop) -> Value:
    """What stops, with the address at which an editor can mend it."""
    line, page = _AT_LINE.match(stop.said), _AT_PAGE.search(stop.said)
    link = f"/desk/issue/{line['id']}#L{line['line']}" if line else f"/{page['page']}" if page else ""
    return {"code": stop.gate.id, "what": stop.gate.value, "said": stop.said, "link": link}
