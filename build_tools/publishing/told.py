"""Differences as an editor reads them: as text, as JSON, and as the draft of a commit message."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from build_tools.publishing.alignment import parts
from build_tools.publishing.difference import HOW, KINDS, Difference

_AROUND = 12  # characters of what stays, on each side of a change
_LONG = 80
_DOCUMENTS = (("new", "新增"), ("moved", "改址"), ("gone", "撤下"))


def summary(found: Sequence[Difference]) -> str:
    """How much of what, in one line."""
    if not found:
        return "没有变化"
    said = [f"{name} {n} 篇" for how, name in _DOCUMENTS if (n := len(_documents(found, how)))]
    if pages := len({d.page for d in _inside(found)}):
        said.append(f"改动 {pages} 页")
    doubts = Counter(d.how for d in found if d.what == "doubt")
    said += [f"存疑新增 {doubts['new']} 处"] * bool(doubts["new"])
    said += [f"存疑了结 {doubts['gone']} 处"] * bool(doubts["gone"])
    said += [f"缺 {d.name}" if d.how == "new" else f"补齐 {d.name}" for d in found if d.what == "missing"]
    return "，".join(said)


def _documents(found: Sequence[Difference], how: str) -> list[Difference]:
    return [d for d in found if d.what == "document" and d.how == how]


def _inside(found: Sequence[Difference]) -> list[Difference]:
    """What differs inside of pages that were there before."""
    fresh = {d.page for d in _documents(found, "new") if d.at.partition("#")[2] == ""}
    return [d for d in found if d.what not in ("document", "missing") and d.page not in fresh]


def as_text(found: Sequence[Difference]) -> Iterator[str]:
    """The summary, then what came, moved and went, then page by page what differs there."""
    yield summary(found)
    for how, name in _DOCUMENTS:
        if own := _documents(found, how):
            yield f"\n{name}"
            for d in own:
                yield f"  {d.was} → {d.now}  {d.title}" if how == "moved" else f"  {d.at}  {d.was or d.now}"
    page = ""
    for d in (d for d in found if d.what not in ("document", "missing")):
        if d.page != page:
            page = d.page
            yield f"\n{page}  {d.title}"
        yield f"  {one_line(d)}"


def one_line(d: Difference) -> str:
    """One difference: where, of what kind, and what it was and is; of long texts the changed words."""
    fragment = d.at.partition("#")[2]
    where = f"#{fragment} " if fragment else ""
    kind = KINDS[d.what]
    match d.what, d.how:
        case "place", _:
            return f"{where}起 {d.name} 处的地址移动：#{d.was} → #{d.now}"
        case "doubt", how:
            return f"{where}存疑{'新增' if how == 'new' else '了结'}：{d.name} {d.now or d.was}".rstrip()
        case "block" | "row", "moved":
            return f"{where}{kind}移到这里：{_short(d.now)}"
        case "field", _:
            return f"{where}{_FIELDS.get(d.name, d.name)}：{d.was or '无'} → {d.now or '无'}"
        case "block" | "cell" | "state" | "column" | "table", "changed":
            name = f"（{d.name}）" if d.what in ("cell", "state", "table") and d.name else ""
            return f"{where}{kind}{name}：{marked(d.was, d.now)}"
        case "link" | "role", "changed":
            return f"{where}{kind}：{d.was}，现为 {d.now}"
    return f"{where}{kind}{HOW[d.how]}：{_short(d.was or d.now)}"


_FIELDS = {
    "title": "题名",
    "number": "文号",
    "date": "成文日期",
    "published": "发布日期",
    "issuers": "发文机关",
    "kind": "类别",
    "issue": "所在期",
}


def _short(words: str) -> str:
    return words if len(words) <= _LONG else f"{words[:_LONG]}…"


def marked(was: str, now: str) -> str:
    """The words with what went, ``［-…-］``, and what came, ``［+…+］``; what stays is cut short."""
    if not was or not now:
        return f"［-{was}-］" if was else f"［+{now}+］"
    said = []
    for same, gone, new in parts(was, now):
        kept = f"{same[:_AROUND]}…{same[-_AROUND:]}" if len(same) > 2 * _AROUND + 1 else same
        said.append(kept + (f"［-{gone}-］" if gone else "") + (f"［+{new}+］" if new else ""))
    return "".join(said)


def as_json(base: str, found: Sequence[Difference]) -> str:
    """The differences as they are, for programs."""
    said = {"base": base or None, "summary": summary(found), "changes": [asdict(d) for d in found]}
    return json.dumps(said, ensure_ascii=False, indent=1)


def as_message(found: Sequence[Difference]) -> Iterator[str]:
    """The draft of a commit message: the summary, then a line for each document, and one for each page with
    how much of what differs there."""
    yield summary(found)
    yield ""
    for how, name in _DOCUMENTS:
        yield from (f"- {name}：{d.title}" for d in _documents(found, how))
    pages: dict[str, list[Difference]] = {}
    for d in _inside(found):
        pages.setdefault(d.page, []).append(d)
    for page, own in pages.items():
        kinds = Counter((d.what, d.how) for d in own)
        said = "，".join(f"{KINDS[what]}{HOW[how]} {n}" for (what, how), n in kinds.items())
        yield f"- {own[0].title or page}：{said}"
