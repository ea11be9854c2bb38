"""Appointments and removals: one record a post, read from the sentences of an appointment."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from build_tools.facts.people.names import BRACKET, POINTED, SHORT, Known, is_name, listed
from build_tools.facts.people.posts import POST_END, bare_post, divided
from build_tools.facts.people.sentences import Sentence, State, on_probation, sentences
from build_tools.facts.people.tables import table_posts
from build_tools.language.posts import POSTS
from build_tools.language.script import HAN, NUMERAL, key
from build_tools.model.document import Block, Document, Kind, Role, TableBlock
from build_tools.model.facts import APPOINT, REMOVE, Post

_SAID = rf"(?P<said>试用期(?:限)?(?:均)?(?:为)?[\d{NUMERAL}]+(?:年|个月))"
# 以上同志试用期一年: said once for all who were appointed above
_ALL_ON_PROBATION = re.compile(rf"(?:以上|上述)[^。；]*?{_SAID}")
# 王某、李某试用期一年。 below the sentences that appoint them
_THEY_ON_PROBATION = re.compile(
    rf"(?:^|[。；])(?P<names>(?:{SHORT})(?:[、和及](?:{SHORT}))*?)(?:同志)?(?:任职)?{_SAID}(?=[。；，]|$)"
)
_CONFIRMED = re.compile(r"正式任职|试用期(?:已|届|期)?满")

_READ = (Role.PARAGRAPH, Role.ITEM, Role.HEADING, Role.ARTICLE, Role.ENTRY)

# …任命名单 · …任职名单 · …免职名单; not …任免名单
_LISTS = re.compile(r"(?:(?P<gives>任命|任职)|免职)(?:人员)?名单$")


def _begun(document: Document) -> State:
    title = key(document.title)
    lists = _LISTS.search(title)
    mode = "" if lists is None else APPOINT if lists["gives"] else REMOVE
    return State(mode, known=Known.of(title, document.issuers))


_NAME_SET_APART = rf"(?P<name>[{HAN}](?:\s?[{HAN}]){{1,3}}|{POINTED})"
# 市水利局局长　王某 · 王　某　市水利局局长, below 任命： or in a 任命名单
_ENTRIES = (
    re.compile(rf"^(?P<post>\S{{4,40}})\s+{_NAME_SET_APART}$"),
    re.compile(rf"^{_NAME_SET_APART}\s+(?P<post>\S{{4,40}})$"),
)


def _entries(block: Block, state: State, line_of: Callable[[int], int]) -> Iterator[Post]:
    """The post of a line that is a post and a name, set apart."""
    for match in filter(None, (form.match(block.text.chars) for form in _ENTRIES if state.mode)):
        name = re.sub(r"\s", "", match["name"])
        if is_name(name) and POST_END.search(bare_post(key(match["post"]))):
            for post, said in divided(match["post"]):
                yield Post(name, state.mode, post, said, False, line_of(block.text.at[0]), block.anchor)
            return


def spoken(document: Document, line_of: Callable[[int], int]) -> Iterator[tuple[Block, tuple[Sentence, ...]]]:
    """The blocks of an appointment with their sentences, in print order; of a decision, an announcement or
    the communiqué of a session the paragraphs that decide on one, of a text of articles none."""
    state = _begun(document)
    for block in document.blocks if document.kind is Kind.APPOINTMENT else _deciding(document):
        if isinstance(block, TableBlock):
            yield block, ()
        elif block.role in _READ:
            if document.kind is not Kind.APPOINTMENT:
                state = State(known=state.known)
            apart = tuple(_entries(block, state, line_of))
            if apart:
                yield block, (Sentence(apart, ()),)
            else:
                yield block, tuple(sentences(block, state, line_of))


def posts(document: Document, line_of: Callable[[int], int]) -> tuple[Post, ...]:
    """The posts that an appointment gives and takes, in print order; of other texts those that they say to be
    decided."""
    confirmed = bool(_CONFIRMED.search(key(document.title)))
    found: list[Post] = []
    for block, said in spoken(document, line_of):
        if isinstance(block, TableBlock):
            found += table_posts(block, block.table)
            continue
        folded = key(block.text.chars)
        found = _on_probation(found, folded)
        says = bool(_CONFIRMED.search(folded))
        confirmed = confirmed or (says and folded.endswith("："))  # 下列同志试用期满，正式任职：
        found += [replace(p, confirmed=confirmed or says) for sentence in said for p in sentence.posts]
    if document.kind is not Kind.APPOINTMENT:
        return tuple(replace(p, confirmed=False) for p in found)
    return tuple(replace(p, confirmed=p.confirmed and p.action == APPOINT) for p in found)


def _on_probation(found: list[Post], folded: str) -> list[Post]:
    """The posts given so far with the probation that a paragraph says of all, or of some by name."""
    if everyone := _ALL_ON_PROBATION.search(folded):
        return [on_probation(p, everyone["said"]) for p in found]
    for match in _THEY_ON_PROBATION.finditer(folded):
        names = listed(match["names"])
        found = [on_probation(p, match["said"]) if p.name in names else p for p in found]
    return found


# 决定接受李某辞去青江市人民政府市长职务 · 会议决定：任命赵某为青江市副市长；接受钱某辞去…的请求 ·
# …选举杨某为青江市中级人民法院院长 · 选出…常务委员会主任、副主任、秘书长、委员;
# not 常务委员会决定接受辞职的，应当报…备案 · 选举产生的代表
_DECIDES = re.compile(
    r"(?:决定|同意)[：，]?(?:任命|免去|接受(?=.{2,60}?辞去))"
    rf"|选举(?!产生)(?:{SHORT}){BRACKET}(?:、(?:{SHORT}){BRACKET})*为[^，。；]*(?:{POSTS})"
    r"|选出[^。]{4,60}(?:主任|委员)"
)


def _deciding(document: Document) -> list[Block]:
    if document.kind not in (Kind.TEXT, Kind.NOTICE) or any(e.level == "条" for e in document.outline):
        return []
    return [b for b in document.blocks if b.role in _READ and _DECIDES.search(key(b.text.chars))]
