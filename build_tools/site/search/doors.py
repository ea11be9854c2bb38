"""Pages that print nothing but answer a query: a unit, a person, a day, a list, an instrument not held."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from build_tools.documents.names import html_address
from build_tools.facts.chains import chain_page
from build_tools.facts.duties.unit_index import without_place
from build_tools.language.days import chinese
from build_tools.language.script import bare, doc_key
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import Kind
from build_tools.model.facts import APPOINT, Definition, Post
from build_tools.pages.blocks import on_list
from build_tools.pages.connections import outside_place
from build_tools.pages.lists.glossary import glossary_place
from build_tools.pages.lists.indicators import by_indicator, indicator_place, told_value
from build_tools.pages.lists.obligations import clipped, counted, spoken
from build_tools.pages.lists.people import by_organ, given_posts, organ_anchors, person_anchor, seats
from build_tools.pages.lists.registers import outside, repealing
from build_tools.site.search.fold import folded


class Door(NamedTuple):
    """By what it is found, what it is, what it is called, what lies behind it, and where it leads."""

    key: str
    tag: str
    title: str
    note: str
    url: str


_Told = tuple[Door, Iterable[int]]
"""A door, and the sources that it is told by."""


def doors(corpus: Corpus) -> dict[Door, int | None]:
    """All doors in the order of their keys, each with the only source that tells of it, else with None.

    One that has several names stands there several times.
    """
    told: dict[Door, set[int]] = {door: set() for door in (*_lists(), *_help())}
    for of in (_units, _instruments, _people, _days, _deadlines, _chains, _indicators, _terms):
        for door, sources in of(corpus):
            told.setdefault(door, set()).update(sources)
    return {door: min(own) if len(own) == 1 else None for door, own in sorted(told.items())}


def _units(corpus: Corpus) -> Iterator[_Told]:
    """市农业农村局 of 拉萨市 is also found as 拉萨市农业农村局 and by each name that is printed for it."""
    for (place, name), held in corpus.facts.units.duties.items():
        own = not place or name.startswith(place[:2])
        title = name if own else f"{name}（{place}）"
        read = (h.assignee.printed or h.assignee.name for h in held if not h.assignee.carried)
        printed = list(dict.fromkeys(read))
        names = {name, *printed, *(way for n in (name, *printed) for way in _called(place, n))}
        url = html_address(corpus.facts.units.pages[place, name])
        said = f"在{len({h.record.page for h in held})}篇文件里{counted(held)}"
        if printed != [name]:
            said += f"；文中名称：{'、'.join(printed[:_MOST])}{'等' * (len(printed) > _MOST)}"
        for key in {folded(n) for n in names} - {""}:
            yield Door(key, "责任单位", title, said, url), (h.record.source for h in held)


def _called(place: str, name: str) -> Iterator[str]:
    """A unit behind its place, in whole and as texts there say: 西藏自治区医保局, 自治区医保局."""
    bare_name = without_place(place, name.removeprefix(place))
    if place and bare_name and not bare_name.startswith(place[:2]):
        for head in (place, place[-1], *(["自治区"] if place.endswith("自治区") else [])):
            yield head + bare_name


def _indicators(corpus: Corpus) -> Iterator[_Told]:
    """Indicators that are set several times, by each printed name: their values stand side by side."""
    for core, found in by_indicator(corpus).items():
        if len(found) < 2:
            continue
        said = "；".join(dict.fromkeys(told_value(goal, record) for goal, record in found[:_MOST]))
        url = html_address(on_list(corpus, indicator_place(core)))
        for key in {folded(name) for name in (core, *(goal.target.indicator for goal, _ in found))} - {""}:
            yield Door(key, "指标", core, said, url), (record.source for _, record in found)


_LONGEST = 160
"""Of a sentence that defines a word as many characters are shown."""
_CLAUSE = 60
"""Of a longer one as many on each side of the word."""
_FEW = 3
"""What more texts define is looked up in the glossary."""
# 深入推进我市紧密型城市医疗集团（以下简称“医疗集团”）试点建设; of （以下简称“国家《规划》”） not 《规划》
_SHORTENED = r"以下[^（）]{0,8}?[简统合]称[为作]?：?(?:[^（）]*?[“‘、和及])?"
# 地下车位（库）
_BRACKET = re.compile(r"（[^（）]*）")


def _terms(corpus: Corpus) -> Iterator[_Told]:
    """Words that texts define for themselves, with what they say, at the sentence that does; a single
    character is no word that is asked for."""
    told: dict[str, list[tuple[Definition, Record]]] = {}
    for record in corpus.records:
        for defined in record.facts.definitions:
            for key in _keys_of(defined.term):
                told.setdefault(key, []).append((defined, record))
    for key, found in told.items():
        if len(found) <= _FEW:
            for defined, record in found:
                url = html_address(f"{record.page}#{defined.anchor}")
                said = f"{_meaning(defined)}（{record.document.title}，来源文本第{defined.line}行）"
                yield Door(key, "释义", defined.term, said, url), (record.source,)
        else:
            term = found[0][0].term
            url = html_address(on_list(corpus, glossary_place(term)))
            said = f"{len({r.page for _, r in found})}篇文件各有界定，所指可能不同"
            yield Door(key, "释义", term, said, url), (r.source for _, r in found)


def _keys_of(term: str) -> set[str]:
    """地下车位（库） is also found as 地下车位 and 地下车位库."""
    word = re.sub("[《》]", "", term)
    return {folded(w) for w in (word, _BRACKET.sub("", word), bare(word)) if len(w) > 1}


def _meaning(defined: Definition) -> str:
    """The sentence; of a long one that only shortens a name on its way the clause that does."""
    sentence = defined.sentence
    short = re.search(_SHORTENED + re.escape(defined.term), sentence)
    if len(sentence) <= _LONGEST or short is None:
        return clipped(sentence, _LONGEST)
    starts = [sentence.rfind(sign, 0, short.start()) + 1 for sign in "，；："]
    low = max([0, short.start() - _CLAUSE, *starts])
    ends = [sentence.find(sign, short.end()) for sign in "，；：。"]
    high = min([short.end() + _CLAUSE, *(end for end in ends if end >= 0)])
    if len(sentence) - high < 2:  # no more than its full stop
        high = len(sentence)
    return f"{'……' * (low > 0)}{sentence[low:high]}{'……' * (high < len(sentence))}"


def _instruments(corpus: Corpus) -> Iterator[_Told]:
    """Instruments that are cited and not held, by their title and by their number."""
    for entry in outside(corpus):
        number = f"（{entry.doc_number}）" if entry.doc_number and entry.name[0] == "《" else ""
        url = html_address(outside_place(entry.key, corpus))
        said = f"本库{len(entry.places)}处引用{repealing(entry, corpus)}"
        keys = {folded(bare(entry.name)), *number_keys(entry.doc_number or "")}
        sources = {corpus.by_id[cited.record].source for cited in entry.places}
        for key in keys - {""}:
            yield Door(key, "本库未收录", entry.name + number, said, url), sources


def _people(corpus: Corpus) -> Iterator[_Told]:
    """Persons who were given or taken a post or are of a body, and the organs of the posts.

    The notice itself says 任命 only once for all that follow.
    """
    given = given_posts(corpus)
    by_name: dict[str, list[tuple[Record, Post]]] = {}
    for record, post in given:
        by_name.setdefault(post.name, []).append((record, post))
    for name, posts in by_name.items():
        url = html_address(on_list(corpus, f"lists/people.md#{person_anchor(name)}"))
        said = "；".join(_said(p) for _, p in posts[:_MOST])
        yield Door(folded(name), "人事任免", name, said, url), (r.source for r, _ in posts)
    for record, member in seats(corpus):
        url = html_address(f"{record.page}#{member.anchor}")
        said = f"{member.body}{member.role}"
        yield Door(folded(member.name), "机构成员", member.name, said, url), (record.source,)
    organs = by_organ(given)
    for organ, anchor in organ_anchors(organs).items():
        posts = organs[organ]
        said = "；".join(f"{_said(p)}（{p.name}）" for _, p in posts[:_MOST])
        names = {organ[0], without_place(organ[1], organ[0])}
        for key in {folded(n) for n in names} - {""}:
            place = on_list(corpus, f"lists/people-by-organ.md#{anchor}")
            yield Door(key, "人事任免", organ[0], said, html_address(place)), (r.source for r, _ in posts)


_MOST = 4


def _said(post: Post) -> str:
    return f"{'任' if post.action == APPOINT else '免'} {post.post}"


def _days(corpus: Corpus) -> Iterator[_Told]:
    """The days of the chronicle: 2024年12月17日, 12月17日."""
    days = _sources((e.date, r) for r in corpus.records for e in r.facts.entries if e.date)
    for day, sources in days.items():
        title = chinese(day)
        for key in {title, title.partition("年")[2] or title}:
            url = html_address(on_list(corpus, f"lists/chronicle.md#day-{day}"))
            yield Door(key, "大事记", title, f"{len(sources)}条", url), sources


def _sources(found: Iterable[tuple[str, Record]]) -> dict[str, list[int]]:
    """The source of each that has the key, as often as it has it."""
    sources: dict[str, list[int]] = {}
    for key, record in found:
        sources.setdefault(key, []).append(record.source)
    return sources


def _deadlines(corpus: Corpus) -> Iterator[_Told]:
    """What is promised by a month or a year: 2026年12月, 2026年底, 2026年."""
    dates = [(p.deadline.date, r) for r in corpus.records for p in r.facts.obligations.promises]
    dated = _sources([*dates, *((date[:4], r) for date, r in dates if len(date) > 4)])
    for date, sources in dated.items():
        anchor = f"by-{date}" if len(date) > 4 else f"year-{date}"
        names = {spoken(date), *([f"{date[:4]}年底"] if date[5:] == "12" else [])}
        for name in names:
            url = html_address(on_list(corpus, f"lists/deadlines.md#{anchor}"))
            yield Door(folded(name), "期限", f"{spoken(date)}的期限", f"{len(sources)}项", url), sources


def _chains(corpus: Corpus) -> Iterator[_Told]:
    """The chain of implementation that a text stands in, by the title of each of its texts."""
    for chain in corpus.facts.chains:
        url = html_address(chain_page(chain.pages[-1]))
        sources = {r.source for page in chain.pages for r in corpus.by_page[page]}
        for page in chain.pages:
            *_, text = (r for r in corpus.by_page[page] if r.document.kind is not Kind.ANNEX)
            title = text.document.title
            yield Door(folded(title), "上下级文件对照", title, "上级文件与落实文件", url), sources


_LISTS = {
    "issues/index.html": ("各期公报与单行文件", "各期公报", "公报"),
    "lists/by-date.html": ("文件（按日期）", "按日期"),
    "lists/by-number.html": ("文件（按文号）", "按文号", "文号"),
    "lists/by-issuer.html": ("文件（按发文机关）", "按发文机关", "发文机关"),
    "lists/by-kind.html": ("文件（按类别）", "按类别", "类别"),
    "lists/by-pinyin.html": ("文件（按拼音）", "按拼音", "拼音"),
    "lists/tables.html": ("表格与表单", "表格", "表单", "Excel", "XLSX", "CSV", "电子表格"),
    "lists/people.html": ("人事任免（按姓名）", "人事任免", "任免"),
    "lists/people-by-organ.html": ("人事任免（按单位）", "按单位"),
    "lists/people-by-date.html": ("人事任免（按日期）",),
    "lists/chronicle.html": ("大事记",),
    "lists/units.html": ("责任单位",),
    "lists/deadlines.html": ("任务期限", "期限"),
    "lists/targets.html": ("指标",),
    "lists/chains.html": ("上下级文件对照", "文件对照", "落实链条", "链条"),
    "lists/calendar.html": ("时效日历", "时效"),
    "lists/radar.html": ("到期与清理", "时效预警", "时效"),
    "lists/cited.html": ("引用而本库未收录的文件", "引用而未收录", "未收录", "引用而未收", "未收"),
    "lists/numbers.html": ("文号登记",),
    "lists/terms.html": ("词语释义", "名词解释", "用语"),
    "lists/data.html": ("数据与订阅", "数据下载", "订阅", "RSS"),
    "lists/downloads.html": ("下载", "电子书", "Word", "EPUB", "PDF"),
    "lists/watch.html": ("关注清单", "关注", "收藏"),
    "lists/fields.html": ("各数据文件的键",),
    "lists/publications.html": ("发布记录", "最近更新", "更新记录", "有什么变化"),
    "lists/bundle.html": ("离线包的大小和校验和", "校验和"),
}
"""The lists by their addresses: the title, and what else they are called."""


def _lists() -> Iterator[Door]:
    for url, names in _LISTS.items():
        for name in names:
            yield Door(folded(name), "目录", names[0], "", url)


_HELP = {
    "offline.html": ("离线包", "离线", "离线阅读", "脱机"),
    "about.html#paper": ("打印和保存", "打印"),
    "about.html#cite": ("怎样引用", "引用格式", "引文"),
    "about.html#check": ("怎样核对", "纠错", "错别字"),
    "about.html#access": ("无障碍说明", "无障碍"),
    "about.html#state": ("时效状态", "现行有效"),
}
"""What readers ask of the site itself, by the place that says it."""


def _help() -> Iterator[Door]:
    for url, names in _HELP.items():
        for name in names:
            yield Door(folded(name), "说明", names[0], "", url)


_NUMBER = re.compile(r"^(.*?)(?:〔(\d+)〕|第)?(\d+)号$")


def number_key(number: str) -> str:
    """``国发〔2023〕24号`` → ``国发/2023/24``, as the search reads a number; empty if it is none."""
    match = _NUMBER.match(doc_key(number))
    return folded("/".join(part for part in match.groups() if part)) if match else ""


def number_keys(number: str) -> list[str]:
    """The key of a number, and the one by its serial alone, ``#24/国发/2023``; none if it is none."""
    key = number_key(number)
    rest, _, serial = key.rpartition("/")
    return [key, f"#{serial}/{rest}"] if key else []
