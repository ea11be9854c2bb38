"""Doubts on clauses that give or take a post, though it was not read who loses or is given which."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from build_tools.facts.people.appointments import spoken
from build_tools.facts.people.forms import GIVEN, GIVES, TAKES
from build_tools.facts.people.posts import POST_END, bare_post, organ_of
from build_tools.language.posts import POST_ENDS
from build_tools.language.script import HAN
from build_tools.model.catalogue import Code, Note
from build_tools.model.document import Document

# 任命王某、李某分别为市商务局局长、副局长、总经济师 · 免去王某职务 · 王某不再担任市商务局局长 · 由李某接任 ·
# 任市商务局局长 · 王某的市商务局副局长职务到期免除
_ACTS = re.compile(
    rf"分别(?:任|担任|兼任|出任|为)|{GIVES}.+(?:[为任]|{POST_END.pattern})|{TAKES}.+(?:职务|{POST_END.pattern})"
    r"|选出.+(?:主任|委员)|不再(?:担任|兼任|挂任|任|保留|聘)|由.{2,4}[接继]任"
    rf"|^[{HAN}]{{2,4}}为.+{POST_END.pattern}|(?:{GIVEN}|同志为|决定.{{2,4}}为).*(?:{POST_ENDS})后?$|职务(?:[^，。；]{{0,14}}(?:免除|解除|终止))?$"
)
# 决定免去下列同志职务 · 以上人员的原任职务自行免除 · 不再担任原职务 · 保留原职级: no post is named
_NAMES_NO_POST = re.compile(
    r"[下上]列|以[下上]|上述|所有|其[他它]|有关|相关|原[^，。；]{0,3}职务|^其职务|保留"
)


def unread_posts(documents: Sequence[Document], line_of: Callable[[int], int]) -> Iterator[Note]:
    """A doubt on each clause of an appointment, or of a paragraph that decides on one, that gives or takes a
    post, though nothing was read in it; below 任命： on each that ends as a post does."""
    for document in documents:
        unread = (u for _, said in spoken(document, line_of) for sentence in said for u in sentence.unread)
        for words, line, opened in unread:
            if _acts(bare_post(words), opened):
                yield Note(Code.POST_UNREAD, line, line, words)


def _acts(words: str, opened: str) -> bool:
    if _NAMES_NO_POST.search(words):
        return False
    listed = bool(opened) and POST_END.search(words) is not None and bool(organ_of(words))  # not 市长：王某
    return listed or _ACTS.search(words) is not None
