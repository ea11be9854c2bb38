"""The sentences of an appointment: which posts each clause gives and takes, leaning on those before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from build_tools.facts.people.forms import EACH, NAMED, OPENS, OTHERS, TAKEN, Form, subject
from build_tools.facts.people.names import BARE, SHORT, Known, listed, names_in, post_begins
from build_tools.facts.people.posts import POST_END, bare_post, divided, parted
from build_tools.language.phrases import MARKER
from build_tools.language.script import NUMERAL, key
from build_tools.model.document import Block
from build_tools.model.facts import APPOINT, REMOVE, Post

_NO_POST = re.compile(
    r"^由|^原(?:任|有)?职务|^(?:职务?|期|[免原]|命|何)(?:$|[^、，]*(?:执行|计算|办理))|^任职|^保留|^降为|人选$|后$"
)
# 市商务局局长的时间从2023年5月起计算 · 李某为市科技局局长: words of another clause, no post; but
# 无为市商务局局长 and 市为民服务中心主任 are some
_NO_PART_OF_POST = re.compile(r"的|(?<![行作无])为(?!民)|同志|不再|免去|任命")
_BRACKETED = re.compile(r"（[^（）]*）")
# 试用期一年（2024年5月至2025年5月）; not 试用期自任职之日起计算
_ON_PROBATION = re.compile(
    rf"^试用期(?:限)?(?:均)?(?:为)?[\d{NUMERAL}]+(?:年|个月)[^（）满]*(?:（[^（）]*）)?$"
)
# 李某、张某为县应急管理局副局长，其中张某试用期一年
_SOME_ON_PROBATION = re.compile(rf"^其中(?P<names>{SHORT}(?:[、和及](?:{SHORT}))*?)(?:同志)?(?=试用期)")
_BULLET = re.compile(r"^[-–·•●○▲△]")  # - 王某的…职务；
# 任命王某为市商务局局长、李某为市科技局局长: a clause of its own behind 、
_NEXT_PERSON = re.compile(rf"{BARE}(?:同志)?[为的][^、]{{2,}}")


@dataclass
class State:
    """What a clause may lean on: the action that was opened, the persons named last, and what the text has
    named."""

    mode: str = ""
    names: tuple[str, ...] = ()
    action: str = ""
    known: Known = field(default_factory=Known)


@dataclass(frozen=True)
class Sentence:
    """The posts that a sentence gives and takes, and its clauses that do neither: their matching form, their
    line, and the action that was opened above them."""

    posts: tuple[Post, ...]
    unread: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True)
class _Clause:
    """A clause as printed and in its matching form, one character for one, the clause behind it, and
    whether it is the first of its sentence."""

    printed: str
    folded: str
    after: str
    first: bool
    line: int
    anchor: str


def on_probation(post: Post, said: str) -> Post:
    """The post with its probation, where it is given and none is printed beside it."""
    return replace(post, probation=said) if post.action == APPOINT and not post.probation else post


def sentences(block: Block, state: State, line_of: Callable[[int], int]) -> Iterator[Sentence]:
    """The sentences of a block in print order."""
    places = [i for i, c in enumerate(block.text.chars) if not c.isspace()]
    printed = "".join(block.text.chars[i] for i in places)
    folded = key(printed)  # one character for one: what matches in it is cut out of the print
    marker = MARKER.match(folded) or _BULLET.match(folded)
    start = marker.end() if marker else 0
    for first, last in parted(folded, start, len(folded), "。；"):
        state.names, state.action = (), ""
        posts: list[Post] = []
        unread: list[tuple[str, int, str]] = []
        spans = _clauses(folded, first, last)
        for k, (a, b) in enumerate(spans):
            words, line = folded[a:b], line_of(block.text.at[places[a]])
            if _ON_PROBATION.match(words):
                posts = [on_probation(p, printed[a:b]) for p in posts]
                continue
            if some := _SOME_ON_PROBATION.match(words):
                names, said = listed(some["names"]), printed[a + some.end() : b]
                posts = [on_probation(p, said) if p.name in names else p for p in posts]
                continue
            after = folded[slice(*spans[k + 1])] if k + 1 < len(spans) else ""
            opened = state.mode
            clause = _Clause(
                printed[a:b], words, after, a == first or folded[a - 1] == "：", line, block.anchor
            )
            found = _of_clause(clause, state)
            for post in found or ():
                state.known.learn(post.name, post.post)
            posts += found or ()
            if found == []:
                unread.append((words, line, opened))
        yield Sentence(tuple(posts), tuple(unread))


def _clauses(folded: str, first: int, last: int) -> list[tuple[int, int]]:
    """The spans of the clauses of a sentence: between ， and ：, and where 、 leads on to another person."""
    found: list[tuple[int, int]] = []
    for a, b in parted(folded, first, last, "，："):
        start = a
        for _, end in parted(folded, a, b, "、"):
            ends = end < b and POST_END.search(bare_post(folded[start:end]))
            if ends and _NEXT_PERSON.match(folded, end + 1, b):
                found.append((start, end))
                start = end + 1
        found.append((start, b))
    return found


def _of_clause(clause: _Clause, state: State) -> list[Post] | None:
    """The posts of a clause; None where it opens a list."""
    opened = OPENS.match(clause.folded)
    if opened:
        state.mode = APPOINT if opened["gives"] else REMOVE
        return None
    found = _by_form(clause, NAMED, state)
    found = _taken(clause, state) if found is None else found
    found = _by_form(clause, OTHERS, state) if found is None else found
    if found is not None:
        return found
    said = subject(clause.folded, clause.after, first=clause.first)
    if said:  # 某某同志任职试用期满，任市审计局副局长
        state.names, state.action = names_in(said, clause.printed), ""
        return []
    # 文林同志为市粮食和物资储备局局长，市发展和改革委员会三级调研员: a further post
    if state.action and POST_END.search(bare_post(clause.folded)):
        more = _posts_of(clause.folded, clause.printed, sure=False)  # 免去…职务，保留原职级
        return _made(clause, state.action, ((n, g) for n in state.names for g in more))
    return []


def _by_form(clause: _Clause, forms: tuple[Form, ...], state: State) -> list[Post] | None:
    """What the first form that fits makes of a clause, None where none does."""
    folded, printed = clause.folded, clause.printed
    for form in forms:
        if form.under and state.mode != form.action and not (state.mode and form.action == APPOINT):
            continue  # 钱某为市商务局副局长, below one who was removed: 为 gives a post whatever was opened
        match = form.pattern.match(folded)
        if match is None:
            continue
        own = names_in(match, printed)
        names = own or (state.names if match.groupdict().get("names") is None else ())
        given = _posts_of(match["post"], printed[slice(*match.span("post"))], sure=form.sure)
        if not names or not given:
            continue
        # 免去其…职务 behind the person who is given another post: the list goes on with who is appointed
        if not form.under and own and match[0].startswith(("任命", "免去", "聘")):
            state.mode = form.action
        state.names, state.action = names, form.action
        each = EACH.search(folded[: match.start("post")]) is not None
        if each and len(names) != len(given):
            return []  # who is given what cannot be told
        told = zip(names, given, strict=True) if each else ((n, g) for n in names for g in given)
        return _made(clause, form.action, told)
    return None


def _taken(clause: _Clause, state: State) -> list[Post] | None:
    """What 免去 takes, and a clause below 免去： where 的 is not printed: from the person who stands right
    before the post, else from the one who was named before; nothing where the two cannot be told apart."""
    match = TAKEN.match(clause.folded)
    listed_below = match is None and state.mode == REMOVE and clause.folded.endswith(("职务", "职务）"))
    if match is None and not listed_below:
        return None
    start = match.start("post") if match else 0
    words = clause.folded[start:]
    begins = 0 if match and match["his"] not in ("", "的") else post_begins(words, state.known)
    if begins is None or (listed_below and not begins):
        return None
    names = listed(clause.printed[start : start + begins]) if begins else state.names
    printed = clause.printed[start + begins :]
    taken = _posts_of(words[begins:], printed, sure=False)
    if not names or not taken:
        return None
    if begins and any(post_begins(key(post), state.known) for post, _ in taken[1:]):
        return []  # 免去王某市商务局局长、李某市科技局副局长职务
    state.names, state.action = names, REMOVE
    return _made(clause, REMOVE, ((n, g) for n in names for g in taken))


def _made(clause: _Clause, action: str, told: Iterable[tuple[str, tuple[str, str | None]]]) -> list[Post]:
    return [Post(n, action, post, said, False, clause.line, clause.anchor) for n, (post, said) in told]


def _posts_of(words: str, printed: str, *, sure: bool) -> tuple[tuple[str, str | None], ...]:
    """The posts of a clause as printed; none where its words are no post."""
    if _NO_POST.search(words) or _NO_PART_OF_POST.search(_BRACKETED.sub("", words)):
        return ()
    return divided(printed) if sure or POST_END.search(bare_post(words)) else ()
