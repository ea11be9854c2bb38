"""The calendar as a file that calendar programs read: iCalendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from build_tools.cache.hashes import hash_of
from build_tools.cache.spill import Spill
from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.documents.names import html_address
from build_tools.facts.duties.unit_index import calendar_of, dated
from build_tools.facts.states.calendar import event_place
from build_tools.language.days import day_after, day_before, end_of
from build_tools.model.corpus import Corpus, Event, Held
from build_tools.model.facts import Promise
from build_tools.model.radar import Watch, Watched

CALENDAR, RADAR = "calendar.ics", "radar.ics"


def calendars(corpus: Corpus, site_url: str = "", store: Store = NOTHING_KEPT) -> Spill:
    """Name below the data folder → each calendar; while what they are made of is the same they are not made
    anew. With the address of the site each event leads to its clause."""
    files = store.room()
    store.fill(files, "calendars", hash_of(site_url, _made_of(corpus)), partial(_calendars, corpus, site_url))
    return files


def _calendars(corpus: Corpus, site_url: str) -> dict[str, bytes]:
    own = {CALENDAR: calendar_ics(corpus, site_url), RADAR: radar_ics(corpus, site_url)}
    return own | unit_calendars(corpus, site_url)


def _made_of(corpus: Corpus) -> str:
    """The hash of all that calendars take from the corpus: facts that sources state, never running text."""
    events = [
        (e.day, e.code, e.words, e.title, event_place(e, corpus), e.standing.stated_in.id, e.standing.term)
        for e in corpus.facts.events
    ]
    return hash_of(
        *(converted.told for converted in corpus.sources),
        repr([(r.id, r.url, r.page) for r in corpus.records]),
        repr(events),
        repr(corpus.facts.watched),
    )


def calendar_ics(corpus: Corpus, site_url: str = "") -> bytes:
    """All events with a day as an iCalendar file: the same bytes for the same corpus.

    With the address of the site each event leads to its clause.
    """
    days = (e for e in corpus.facts.events if len(e.day) == 10)
    lines = [line for event in days for line in _vevent(event, corpus, site_url)]
    return _calendar("validity calendar", "政府公报时效日历", lines)


def radar_ics(corpus: Corpus, site_url: str = "") -> bytes:
    """All that is to be looked at and has a day, likewise."""
    lines: list[str] = []
    for watched in corpus.facts.watched:
        if len(watched.day) == 10:
            lines += _watched(watched, corpus, site_url)
    return _calendar("radar", "政府公报到期与清理", lines)


def unit_calendars(corpus: Corpus, site_url: str = "") -> dict[str, bytes]:
    """Name below the data folder → what a unit has to do by a day, likewise; none where nothing is dated."""
    made = {}
    for unit, held in corpus.facts.units.duties.items():
        events = [line for promise, own in dated(held) for line in _due(promise, own, site_url)]
        if events:
            name = calendar_of(corpus.facts.units.pages[unit])
            made[name] = _calendar("duties", f"{_text(unit[1])}：有期限的任务", events)
    return made


def _due(promise: Promise, held: Held, site_url: str) -> list[str]:
    """The last day by which something is promised; a month or a year ends with its last day."""
    record, printed = held.record, promise.deadline
    over = day_after(end_of(printed.date))
    place = f"{html_address(record.page)}#{promise.anchor}"
    return [
        "BEGIN:VEVENT",
        f"UID:{record.id}.{promise.anchor}.{printed.date}.{printed.start}.{held.assignee.role.value}@gazette",
        f"DTSTAMP:{f'{record.document.date or printed.date}-01-01'[:10].replace('-', '')}T000000Z",
        f"DTSTART;VALUE=DATE:{day_before(over).replace('-', '')}",
        f"DTEND;VALUE=DATE:{over.replace('-', '')}",
        f"SUMMARY:{_text(f'{promise.sentence}（{printed.words}）')}",
        f"DESCRIPTION:{_text(f'{record.document.title} {place}')}",
        *([f"URL:{site_url}{place}"] if site_url else []),
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _calendar(product: str, name: str, events: Sequence[str]) -> bytes:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//gazette//{product}//ZH", "CALSCALE:GREGORIAN"]
    lines = [*head, f"X-WR-CALNAME:{name}", *events, "END:VCALENDAR"]
    return b"".join(_folded(line) for line in lines)


def _watched(watched: Watched, corpus: Corpus, site_url: str) -> list[str]:
    record = corpus.by_id[watched.record]
    way = html_address(watched.place)
    other = f".{watched.other}" if watched.other else ""
    ends = "届满" if watched.why is Watch.ENDS else ""
    return [
        "BEGIN:VEVENT",
        f"UID:{record.id}.{watched.why}{other}.{watched.day}@gazette",
        f"DTSTAMP:{f'{record.document.date or watched.day}-01-01'[:10].replace('-', '')}T000000Z",
        f"DTSTART;VALUE=DATE:{watched.day.replace('-', '')}",
        f"DTEND;VALUE=DATE:{day_after(watched.day).replace('-', '')}",
        f"SUMMARY:{_text(f'{watched.words}{ends}：{record.document.title}')}",
        f"DESCRIPTION:{_text(way)}",
        *([f"URL:{site_url}{way}"] if site_url else []),
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


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
        *([f"URL:{site_url}{event_place(event, corpus).replace('.md', '.html')}"] if site_url else []),
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
    data, parts, start, room = line.encode(), list[bytes](), 0, 75
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80:  # inside of a character
            end -= 1
        parts.append(data[start:end])
        start, room = end, 74  # behind the blank that a folded line begins with
    return b"\r\n ".join([*parts, data[start:]]) + b"\r\n"
