"""Pages of people and days: appointments by name, by organ and by date; the chronicle by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from zlib import crc32

from build_tools.documents.outline.anchors import unique
from build_tools.facts.duties.units import place_of
from build_tools.facts.people.posts import organ_of
from build_tools.language.days import chinese
from build_tools.language.pinyin import name_syllables, slug
from build_tools.model.corpus import Corpus, Record
from build_tools.model.facts import APPOINT, Entry, Member, Post
from build_tools.pages.blocks import relative, target_of
from build_tools.pages.lists.paging import Key, Listing, Rows, month_key, runs_of, year_key
from build_tools.pages.markdown import escape, heading, landing, link

_BY_NAME, _BY_ORGAN, _BY_DATE = (
    "lists/people.md",
    "lists/people-by-organ.md",
    "lists/people-by-date.md",
)
_CHRONICLE = "lists/chronicle.md"
_Given = tuple[Record, Post]
_Seat = tuple[Record, Member]


def given_posts(corpus: Corpus) -> list[tuple[Record, Post]]:
    """Every post that is given or taken, in print order, with the document that does so."""
    return [(r, p) for r in corpus.records for p in r.facts.posts]


def seats(corpus: Corpus) -> list[_Seat]:
    """Every person of a body, in print order, with the document that sets it up."""
    return [(r, m) for r in corpus.records for m in r.facts.members]


def people_listings(corpus: Corpus) -> Iterator[Listing]:
    """The lists of persons and days."""
    given = given_posts(corpus)
    yield _by_name(given, seats(corpus))
    yield _by_organ(given, seats(corpus))
    yield _by_date(given)
    yield _chronicle(corpus)


def _ways(page: str) -> str:
    """From each of the three lists to the two others."""
    named = ((_BY_NAME, "按姓名"), (_BY_ORGAN, "按单位"), (_BY_DATE, "按日期"))
    return "、".join(link(words, relative(path, page)) for path, words in named if path != page)


def _by_name(given: list[_Given], held: list[_Seat]) -> Listing:
    """By the first letter of the name; what one document does with one person stands in one line."""
    path = _BY_NAME
    people: dict[str, list[_Given]] = {}
    for record, post in given:
        people.setdefault(post.name, []).append((record, post))
    seated: dict[str, list[_Seat]] = {}
    for record, member in held:
        seated.setdefault(member.name, []).append((record, member))
    names = sorted({*people, *seated}, key=lambda n: (name_syllables(n), n))
    initials = sorted({name_syllables(n)[0][:1].upper() for n in names})
    found: list[Rows] = []
    for initial in initials:
        key = Key(initial, f"letter-{initial.lower()}")
        own = (
            ((key, _surname(n)), _named(n, people.get(n, []), seated.get(n, []), path))
            for n in names
            if name_syllables(n)[0][:1].upper() == initial
        )
        found += runs_of(own, heading(2, initial, key.anchor))
    about = f"人事任免和机构组成人员，按姓名拼音。另见：{_ways(path)}。同名者未必是同一人。"
    return Listing(path, "人事任免（按姓名）", tuple(found), about, "人")


def _surname(name: str) -> Key:
    first = name_syllables(name)[0] or "other"
    return Key(first, f"surname-{first}")


def _named(name: str, given: list[_Given], held: list[_Seat], path: str) -> str:
    """The lines of a name: posts given and taken, then bodies of which it is; the first bears the anchor."""
    lines = [*_person(name, given, path), *(f"**{escape(name)}**：{_seat(r, m, path)}" for r, m in held)]
    return "\n".join(
        f"- {landing(person_anchor(name))}{said}" if not i else f"- {said}" for i, said in enumerate(lines)
    )


def _seat(record: Record, member: Member, path: str) -> str:
    """``产业强市投资基金管理委员会主任（市委常委 常务副市长）``, with the document that says so."""
    words = link(f"{member.body}{member.role}", relative(f"{record.page}#{member.anchor}", path))
    return f"{words}（{escape(member.post)}）（{_document(record, path)}）"


def _person(name: str, given: list[_Given], path: str) -> list[str]:
    """What is said of a name, the newest document first."""
    lines: list[str] = []
    holders = {r.id: r for r, _ in given}
    for holder in sorted(holders.values(), key=lambda r: (r.document.date or "", r.id), reverse=True):
        own = [p for r, p in given if r.id == holder.id]
        taken = [_post(holder, p, path) for p in own if p.action != APPOINT]
        got = [_post(holder, p, path) for p in own if p.action == APPOINT]
        said = [f"免 {'、'.join(taken)}"] * bool(taken) + [f"任 {'、'.join(got)}"] * bool(got)
        lines.append(f"**{escape(name)}**：{'；'.join(said)}（{_document(holder, path)}）")
    return lines


def person_anchor(name: str) -> str:
    """The anchor of a name on the list by name; the same after every rebuild."""
    return f"p-{crc32(name.encode()):08x}"


def _post(record: Record, post: Post, path: str) -> str:
    words = link(post.post, relative(f"{record.page}#{post.anchor}", path))
    said = [post.probation or "", "正式任职" if post.confirmed else ""]
    return words + "".join(f"（{escape(x)}）" for x in said if x)


def _document(record: Record, path: str) -> str:
    words = "，".join(x for x in (chinese(record.document.date or ""), record.document.doc_number) if x)
    return link(words or record.document.title, relative(target_of(record), path))


_UNNAMED = "未写明单位"
# 市政府副秘书长（正县级）职务、办公室一级调研员职级: an office of what the post before it names
_INNER = ("办公室", "机关")


def by_organ(given: Iterable[_Given]) -> dict[tuple[str, str], list[_Given]]:
    """(organ, place) → posts, by the organ in the name of the post.

    局长 and 办公室一级调研员 behind 、 stand with the post before them. 市审计局 of one city is not
    that of another.
    """
    organs: dict[tuple[str, str], list[_Given]] = {}
    last = ("", 0, "")
    for record, post in given:
        organ = organ_of(post.post)
        if (not organ or organ in _INNER) and last[:2] == (post.name, post.line):
            organ = last[2]
        last = (post.name, post.line, organ)
        place = place_of(record.document.issuers) if organ else ""
        organs.setdefault((organ or _UNNAMED, place), []).append((record, post))
    return organs


def organ_anchors(organs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The anchor of each organ on its list, in the order of their names."""
    seen: dict[str, int] = {}
    order = sorted(organs, key=lambda o: (name_syllables(o[0]), o))
    return {organ: unique(f"organ-{slug(organ[0])}", seen) for organ in order}


def _by_organ(given: list[_Given], held: list[_Seat]) -> Listing:
    organs = by_organ(given)
    found: list[Rows] = []
    names = [organ for organ, _ in organs]
    for (organ, place), anchor in organ_anchors(organs).items():
        shown = f"{organ}（{place}）" if place and names.count(organ) > 1 else organ
        letter = slug(organ)[:1] or "other"
        keys = Key(letter.upper(), f"organs-{letter}"), Key(shown, anchor)
        found.append(Rows(keys, heading(2, escape(shown), anchor), _lines(organs[organ, place], _BY_ORGAN)))
    bodies: dict[tuple[str, str], list[_Seat]] = {}
    for record, member in held:
        bodies.setdefault((record.id, member.body), []).append((record, member))
    seen: dict[str, int] = {}
    for ident, body in bodies:
        anchor = unique(f"body-{slug(body)}", seen)
        own = (f"- **{escape(m.name)}**：{_seat(r, m, _BY_ORGAN)}" for r, m in bodies[ident, body])
        keys = Key("机构组成人员", "bodies"), Key(body, anchor)
        found.append(Rows(keys, heading(2, escape(body), anchor), tuple(own)))
    about = f"人事任免，按职务所属的单位（照文中名称）。另见：{_ways(_BY_ORGAN)}。" if given else ""
    return Listing(_BY_ORGAN, "人事任免（按单位）", tuple(found), about, "项")


def _by_date(given: list[_Given]) -> Listing:
    days: dict[str, list[_Given]] = {}
    for record, post in given:
        days.setdefault(record.document.date or "", []).append((record, post))
    found = []
    for day in sorted(days, reverse=True):
        head = heading(2, chinese(day) if day else "未注明日期", f"day-{day or 'unknown'}")
        year = year_key(day, _YEARS)
        found.append(Rows((year, month_key(day, year)), head, _lines(days[day], _BY_DATE)))
    about = f"人事任免，按成文日期。另见：{_ways(_BY_DATE)}。"
    return Listing(_BY_DATE, "人事任免（按日期）", tuple(found), about, "项")


_YEARS = Key("", "year")


def _lines(given: Iterable[_Given], path: str) -> tuple[str, ...]:
    return tuple(
        f"- {'任' if post.action == APPOINT else '免'}　**{escape(post.name)}**："
        f"{_post(record, post, path)}（{_document(record, path)}）"
        for record, post in given
    )


def _chronicle(corpus: Corpus) -> Listing:
    """By month, the newest first, and in it by day; each entry leads to its paragraph."""
    found = [(r, e) for r in corpus.records for e in r.facts.entries]
    found.sort(key=lambda x: x[1].date or "")
    months = {m: list(own) for m, own in groupby(found, key=lambda x: (x[1].date or "")[:7])}
    groups = []
    for month in sorted(months, reverse=True):
        anchor = f"month-{month or 'unknown'}"
        named = chinese(month) if month else "未注明年份"
        seen: set[str] = set()
        rows = tuple(_happened(r, e, seen) for r, e in months[month])
        keys = year_key(month, _YEARS), Key(named, anchor)
        groups.append(Rows(keys, heading(2, named, anchor), rows))
    return Listing(_CHRONICLE, "大事记", tuple(groups))


def _happened(record: Record, entry: Entry, seen: set[str]) -> str:
    """An entry; the first of a day bears the anchor of the day."""
    anchor = "" if not entry.date or entry.date in seen else landing(f"day-{entry.date}")
    seen.add(entry.date or "")
    day = chinese(entry.date) if entry.date else entry.printed or "日期未注明"
    if entry.date and entry.until:
        day += f"至{chinese(entry.until)}"
    way = link(day, relative(f"{record.page}#{entry.anchor}", _CHRONICLE))
    return f"- {anchor}{way}　{escape(entry.text)}"
