"""The page of the calendar: the days on which a text begins, ends, is repealed or is due to end."""

from __future__ import annotations

from itertools import groupby

from build_tools.facts.states.calendar import event_place
from build_tools.language.days import chinese
from build_tools.model.corpus import Corpus, Event
from build_tools.pages.blocks import relative
from build_tools.pages.lists.days_ahead import CALENDAR, told_apart
from build_tools.pages.lists.paging import Key, Listing, Rows, month_key, runs_of
from build_tools.pages.markdown import escape, file_link, heading, link, span
from build_tools.pages.state import FIELD, timed

PAGE = CALENDAR.page


def calendar_listing(corpus: Corpus) -> Listing:
    """The calendar by year and day, the newest first; each entry leads to its clause."""
    ics = relative("data/calendar.ics", PAGE)
    about = (
        f"{told_apart(CALENDAR)}\n\n"
        "据各文件自己的条款推算，条款未写明的不列入。"
        f"状态{span('clock', span('as-of', f'（截至{chinese(corpus.day)}）'))}"
        f"。日历文件：{file_link(ics, 'ICS')}"
        f"{FIELD}"
    )
    found: list[Rows] = []
    for year, own in groupby(reversed(corpus.facts.events), key=lambda e: e.day[:4]):
        key = Key(f"{year}年", f"year-{year}")
        rows = (((key, month_key(e.day, key)), _entry(e, corpus)) for e in own)
        found += runs_of(rows, heading(2, key.name, key.anchor))
    return Listing(PAGE, CALENDAR.title, tuple(found), about, always=True)


def _entry(event: Event, corpus: Corpus) -> str:
    target = event_place(event, corpus)
    day = chinese(event.day).partition("年")[2] or "日期未写明"
    state = span("clock", timed(event.stages, corpus.day, PAGE))
    by = ""
    if event.code.startswith("repeals"):
        by = f"（由《{escape(event.standing.name)}》废止）"
    return f"- **{day}**　{state}：{link(event.title, relative(target, PAGE))}{by}"
