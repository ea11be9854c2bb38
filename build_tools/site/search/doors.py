"""Pages that print nothing themselves but answer a query: a unit, a person, a day, an instrument not held."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from build_tools.documents.names import html_address
from build_tools.facts.unit_index import without_place
from build_tools.language.days import chinese
from build_tools.language.script import bare, doc_key
from build_tools.model.corpus import Corpus
from build_tools.model.facts import APPOINT, Post
from build_tools.pages.connections import CITED_PAGE, outside_anchor
from build_tools.pages.lists.obligations import counted
from build_tools.pages.lists.people import by_organ, given_posts, organ_anchors, person_anchor, seats
from build_tools.pages.lists.registers import outside
from build_tools.site.search.fold import folded


class Door(NamedTuple):
    """By what it is found, what it is, what it is called, what lies behind it, and where it leads."""

    key: str
    tag: str
    title: str
    note: str
    url: str


def doors(corpus: Corpus) -> list[Door]:
    """All doors in the order of their keys; one that has several names stands there several times."""
    return sorted({*_units(corpus), *_instruments(corpus), *_people(corpus), *_days(corpus)})


def _units(corpus: Corpus) -> Iterator[Door]:
    """市农业农村局 of 拉萨市 is also found as 拉萨市农业农村局 and by each name that is printed for it."""
    for (place, name), held in corpus.facts.units.duties.items():
        own = not place or name.startswith(place[:2])
        title = name if own else f"{name}（{place}）"
        whole = name if own else f"{place}{without_place(place, name) or name}"
        names = {
            name,
            whole,
            *(h.assignee.printed or h.assignee.name for h in held if not h.assignee.carried),
        }
        for key in {folded(n) for n in names} - {""}:
            yield Door(
                key, "责任单位", title, counted(held), html_address(corpus.facts.units.pages[place, name])
            )


def _instruments(corpus: Corpus) -> Iterator[Door]:
    """Instruments that are cited and not held, by their title and by their number."""
    for entry in outside(corpus):
        number = f"（{entry.doc_number}）" if entry.doc_number and entry.name[0] == "《" else ""
        url = html_address(f"{CITED_PAGE}#{outside_anchor(entry.key)}")
        keys = {folded(bare(entry.name)), number_key(entry.doc_number) if entry.doc_number else ""}
        for key in keys - {""}:
            yield Door(key, "未收", entry.name + number, f"本库{len(entry.places)}处引用", url)


def _people(corpus: Corpus) -> Iterator[Door]:
    """Persons who were given or taken a post or are of a body, and the organs of the posts.

    The notice itself says 任命 only once for all that follow.
    """
    given = given_posts(corpus)
    by_name: dict[str, list[Post]] = {}
    for _, post in given:
        by_name.setdefault(post.name, []).append(post)
    for name, own in by_name.items():
        url = html_address(f"lists/people.md#{person_anchor(name)}")
        yield Door(folded(name), "人事任免", name, "；".join(_said(p) for p in own[:_MOST]), url)
    for record, member in seats(corpus):
        url = html_address(f"{record.page}#{member.anchor}")
        yield Door(folded(member.name), "机构成员", member.name, f"{member.body}{member.role}", url)
    organs = by_organ(given)
    for organ, anchor in organ_anchors(organs).items():
        own = [p for _, p in organs[organ]]
        said = "；".join(f"{_said(p)}（{p.name}）" for p in own[:_MOST])
        names = {organ[0], without_place(organ[1], organ[0])}
        for key in {folded(n) for n in names} - {""}:
            yield Door(key, "人事任免", organ[0], said, html_address(f"lists/people-by-organ.md#{anchor}"))


_MOST = 4


def _said(post: Post) -> str:
    return f"{'任' if post.action == APPOINT else '免'} {post.post}"


def _days(corpus: Corpus) -> Iterator[Door]:
    """The days of the chronicle: 2024年12月17日, 12月17日."""
    days = Counter(e.date for r in corpus.records for e in r.facts.entries if e.date)
    for day, count in days.items():
        title = chinese(day)
        for key in {title, title.partition("年")[2] or title}:
            url = html_address(f"lists/chronicle.md#day-{day}")
            yield Door(key, "大事记", title, f"{count}条", url)


_NUMBER = re.compile(r"^(.*?)(?:〔(\d+)〕|第)?(\d+)号$")


def number_key(number: str) -> str:
    """``国发〔2023〕24号`` → ``国发/2023/24``, as the search reads a number; empty if it is none."""
    match = _NUMBER.match(doc_key(number))
    return folded("/".join(part for part in match.groups() if part)) if match else ""
