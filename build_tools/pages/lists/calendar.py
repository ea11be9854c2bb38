"""The page of the calendar: the days on which a text begins, ends, is repealed or is due to end."""

from __future__ import annotations

from build_tools.documents.names import front_matter
from build_tools.facts.calendar import event_place
from build_tools.language.days import chinese
from build_tools.model.corpus import Corpus, Event
from build_tools.pages.blocks import relative
from build_tools.pages.markdown import escape, heading, link
from build_tools.pages.state import timed

PAGE = "lists/calendar.md"
_SOURCE = "raw/ 下的全部来源文本"


def calendar_page(corpus: Corpus) -> str:
    """The calendar by year and day, the newest first; each entry leads to its clause."""
    parts = [front_matter({"title": "时效日历", "has": ["clock"]}, _SOURCE), "# 时效日历"]
    ics = relative("data/calendar.ics", PAGE)
    parts.append(
        "据各文件自己的条款推算：开始施行、试行期届满、有效期届满、废止。条款未写明的不列入。"
        f'状态<span class="gz-clock"><span class="gz-as-of">（截至{chinese(corpus.day)}）</span></span>。'
        f'日历文件：<a href="{ics}" download>ICS</a>'
    )
    listed = corpus.facts.events
    for year in sorted({e.day[:4] for e in listed}, reverse=True):
        parts.append(heading(2, f"{year}年", f"year-{year}"))
        parts.append("\n".join(_entry(e, corpus) for e in reversed(listed) if e.day.startswith(year)))
    if not listed:
        parts.append("现有文件中没有可列入的。")
    return "\n\n".join(parts) + "\n"


def _entry(event: Event, corpus: Corpus) -> str:
    target = event_place(event, corpus)
    day = chinese(event.day).partition("年")[2] or "日期未写明"
    state = f'<span class="gz-clock">{timed(event.stages, corpus.day, PAGE)}</span>'
    by = ""
    if event.code.startswith("repeals"):
        by = f"（由《{escape(event.standing.name)}》废止）"
    return f"- **{day}**　{state}：{link(event.title, relative(target, PAGE))}{by}"
