"""The page of what those who keep texts up to date have to look at."""

from __future__ import annotations

from build_tools.language.days import chinese, day_after, later
from build_tools.model.corpus import Corpus, Stage
from build_tools.model.radar import Watch, Watched
from build_tools.pages.blocks import relative, target_of
from build_tools.pages.lists.days_ahead import RADAR, told_apart
from build_tools.pages.lists.paging import Key, Listing, Rows, runs_of, year_key
from build_tools.pages.markdown import escape, file_link, heading, link, span
from build_tools.pages.state import FIELD, dated

PAGE = RADAR.page
SOON = 90
"""So many days before its last day a text is marked by the reader's browser."""

# heading, anchor, what an empty part says
_PARTS = {
    Watch.ENDS: ("有效期、试行期", "ends"),
    Watch.PERIOD: ("文中写明的实施期限、规划期", "period"),
    Watch.OLDER: ("依据的文件后来修改或者重新印发", "older"),
    Watch.GROUND_ENDED: ("依据的文件后来废止", "ground-ended"),
    Watch.CITES_ENDED: ("引用了已废止的文件", "cites-ended"),
    Watch.UNREAD: ("未能解读的修改", "unread"),
}
_DATED = (Watch.ENDS, Watch.PERIOD)
"""What has a last day, which the reader's browser marks."""


def radar_listing(corpus: Corpus) -> Listing:
    """The list, a part for each reason; each entry leads to the clause that it rests on."""
    ways = (file_link(relative(f"data/radar.{kind}", PAGE), kind.upper()) for kind in ("json", "ics"))
    about = (
        f"{told_apart(RADAR)}\n\n"
        f"可能需要清理、修订或者续期，据现有文件推算；{SOON}日内届满的和已经届满的，由浏览器按当天日期标出。"
        f"数据：{'　'.join(ways)}{FIELD}"
    )
    found: list[Rows] = []
    for why, (title, anchor) in _PARTS.items():
        key = Key(title, anchor)
        own = [w for w in corpus.facts.watched if w.why is why]
        rows = [((key, year_key(w.day, key)), f"- {_entry(w, corpus)}") for w in own]
        found += runs_of(rows or [((key,), "没有。")], heading(2, title, anchor))
    return Listing(PAGE, RADAR.title, tuple(found), about)


def _entry(watched: Watched, corpus: Corpus) -> str:
    record = corpus.by_id[watched.record]
    number = corpus.top(record).document.doc_number
    title = link(record.document.title, relative(watched.place, PAGE)) + (
        f"（{escape(number)}）" if number else ""
    )
    if watched.why in _DATED:
        return f"{_until(watched)}：{title}"
    other = corpus.by_id.get(watched.other or "")
    way = f"　{link('→ 打开', relative(target_of(other), PAGE))}" if other else ""
    day = f"{chinese(watched.day)}　" if watched.day and watched.why is not Watch.UNREAD else ""
    return f"{day}{title}：{escape(' '.join(watched.words.split()))}{way}"


def _until(watched: Watched) -> str:
    """``有效期至2026年12月31日``, marked where it is near or over on the reader's day."""
    said = f"{watched.words}至{chinese(watched.day)}" if watched.why is Watch.ENDS else watched.words
    near = later(watched.day, -SOON, "日") if len(watched.day) == 10 else watched.day
    over = day_after(watched.day)
    stages = (
        Stage("", "due", said),
        Stage(near, "soon", f"{said}（{SOON}日内届满）"),
        Stage(over, "expired", f"{said}（已届满）"),
    )
    return span("clock", dated(stages, PAGE, said=escape(said)))
