"""The three lists that look ahead, told apart: what is to be done, when texts begin and end, what ends."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.pages.blocks import relative
from build_tools.pages.lists.watch import PAGE as WATCHED
from build_tools.pages.markdown import link


@dataclass(frozen=True)
class Ahead:
    """A list, its name, and what it holds."""

    page: str
    title: str
    holds: str


TASKS = Ahead("lists/deadlines.md", "任务期限", "文件要求在某一天以前做完的事，和由谁来做")
CALENDAR = Ahead("lists/calendar.md", "时效日历", "文件从哪一天起施行，到哪一天期满或者废止")
RADAR = Ahead("lists/radar.md", "到期与清理", "快要期满和已经期满的文件，和所依据的文件后来变了的文件")
_ALL = (TASKS, CALENDAR, RADAR)


def told_apart(own: Ahead) -> str:
    """What a list holds and what the two others do, with the way to each; and how one of them is followed."""
    others = "；".join(
        f"{o.holds}，见{link(o.title, relative(o.page, own.page))}" for o in _ALL if o is not own
    )
    watched = link("关注清单", relative(WATCHED, own.page))
    return f"本页列{own.holds}。{others}。在单位或文件的页面点“关注”，以后的变化列在{watched}。"
