"""The calendar: the days on which a text begins, ends, is repealed or is due to end; page and ICS."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.documents.addresses import Corpus
from build_tools.documents.names import front_matter
from build_tools.facts.in_force import Stage, Standing, standings
from build_tools.language.days import chinese, day_after
from build_tools.pages.blocks import relative
from build_tools.pages.markdown import escape, heading, link
from build_tools.pages.state import place, timed

PAGE = "lists/calendar.md"
_SOURCE = "raw/ 下的全部来源文本"


@dataclass(frozen=True)
class Event:
    """Something that happens to a text on a day; ``stages`` say so before and from that day on."""

    day: str
    code: str  # effective, trial-ends, expires or repeals-1, repeals-2 …
    title: str
    words: str
    stages: tuple[Stage, ...]
    standing: Standing


def events(corpus: Corpus) -> list[Event]:
    """All events by day, those of one day in print order. A draft has none."""
    found = [e for s in standings(corpus) if not s.term.draft for e in _of(s)]
    return sorted(found, key=lambda e: e.day)


def _of(standing: Standing) -> list[Event]:
    term = standing.term
    number = f"（{standing.number}）" if standing.number else ""
    title = f"{standing.name}{number}"
    found = []
    if term.effective:
        what = "试行" if term.trial or term.trial_until else "施行"
        stages = (Stage("", "due", f"将开始{what}"), Stage(term.effective, "done", f"开始{what}"))
        found.append(Event(term.effective, "effective", title, f"开始{what}", stages, standing))
    for day, code, what in (
        (term.trial_until, "trial-ends", "试行期"),
        (term.expires, "expires", "有效期"),
    ):
        if day:
            stages = (Stage("", "due", f"{what}将届满"), Stage(day_after(day), "done", f"{what}已届满"))
            found.append(Event(day, code, title, f"{what}届满", stages, standing))
    day = term.effective or standing.stated_in.document.date
    for n, repeal in enumerate(term.repeals if day else (), start=1):
        said = (repeal.text or "") + (f"（{repeal.doc_number}）" if repeal.doc_number else "")
        stages = (Stage("", "due", "将废止"), Stage(day or "", "done", "已废止"))
        found.append(Event(day or "", f"repeals-{n}", said, "废止", stages, standing))
    return found


def calendar_page(corpus: Corpus) -> str:
    """The calendar by year and day, the newest first; each entry leads to its clause."""
    parts = [front_matter({"title": "时效日历"}, _SOURCE), "# 时效日历"]
    ics = relative("data/calendar.ics", PAGE)
    parts.append(
        "据各文件自己的条款推算：开始施行、试行期届满、有效期届满、废止。条款未写明的不列入。"
        f'状态<span class="gz-clock"><span class="gz-as-of">（截至{chinese(corpus.day)}）</span></span>。'
        f'日历文件：<a href="{ics}" download>ICS</a>'
    )
    listed = events(corpus)
    for year in sorted({e.day[:4] for e in listed}, reverse=True):
        parts.append(heading(2, f"{year}年", f"year-{year}"))
        parts.append("\n".join(_entry(e, corpus) for e in reversed(listed) if e.day.startswith(year)))
    if not listed:
        parts.append("现有文件中没有可列入的。")
    return "\n\n".join(parts) + "\n"


def _entry(event: Event, corpus: Corpus) -> str:
    target = _target(event, corpus)
    day = chinese(event.day).partition("年")[2] or "日期未写明"
    state = f'<span class="gz-clock">{timed(event.stages, corpus.day)}</span>'
    by = ""
    if event.code.startswith("repeals"):
        by = f"（由《{escape(event.standing.name)}》废止）"
    return f"- **{day}**　{state}：{link(event.title, relative(target, PAGE))}{by}"


def _target(event: Event, corpus: Corpus) -> str:
    """The clause that an event rests on: page and anchor."""
    clauses = event.standing.term.clauses
    return place(event.standing, clauses[0], corpus) if clauses else event.standing.stated_in.page


def calendar_ics(corpus: Corpus, site_url: str = "") -> bytes:
    """All events with a day as an iCalendar file (RFC 5545): the same bytes for the same corpus.

    With the address of the site each event leads to its clause.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//gazette//validity calendar//ZH",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:政府公报时效日历",
    ]
    for event in events(corpus):
        if len(event.day) == 10:
            lines += _vevent(event, corpus, site_url)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _vevent(event: Event, corpus: Corpus, site_url: str) -> list[str]:
    record = event.standing.stated_in
    stamp = f"{record.document.date or event.day}-01-01"[:10].replace("-", "")
    clauses = "".join(c.text for c in event.standing.term.clauses)
    return [
        "BEGIN:VEVENT",
        f"UID:{record.id}.{event.code}@gazette",
        f"DTSTAMP:{stamp}T000000Z",
        f"DTSTART;VALUE=DATE:{event.day.replace('-', '')}",
        f"DTEND;VALUE=DATE:{day_after(event.day).replace('-', '')}",
        f"SUMMARY:{_text(f'{event.words}：{event.title}')}",
        f"DESCRIPTION:{_text(f'{clauses} {record.url}')}",
        *([f"URL:{site_url}{_target(event, corpus).replace('.md', '.html')}"] if site_url else []),
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _text(words: str) -> str:
    """A TEXT value: backslash, semicolon and comma escaped, no line ends."""
    for mark in "\\;,":
        words = words.replace(mark, f"\\{mark}")
    return " ".join(words.split())


def _folded(line: str) -> bytes:
    """A content line of at most 75 octets, longer ones folded between characters, ended by CRLF."""
    parts: list[bytes] = [b""]
    for char in line:
        octets = char.encode()
        if len(parts[-1]) + len(octets) > 75:
            parts.append(b" ")
        parts[-1] += octets
    return b"\r\n".join(parts) + b"\r\n"
