"""One sentence of an amending text → its operations, all of them or none.

What is not understood to its last clause is not read at all: half an instruction would be a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from build_tools.facts.amendments import wordings
from build_tools.facts.amendments.places import Named
from build_tools.facts.amendments.reading import ChangedText, Operation, Reading
from build_tools.facts.amendments.signs import T
from build_tools.language.script import number
from build_tools.model.amendment import WHOLE, Op

Found = list[Operation] | None
"""The operations of a clause; None where its words fit and what they say does not."""

_REPLACES = {
    "条": Op.REPLACE_ARTICLE,
    "4": Op.REPLACE_ARTICLE,
    "款": Op.REPLACE_PARAGRAPH,
    "项": Op.REPLACE_ITEM,
    "目": Op.REPLACE_ITEM,
    "附": Op.REPLACE_ANNEX,
}


def operations(reading: Reading) -> Found:
    """The operations of a sentence in print order; None where a clause of it was not understood."""
    signs = reading.sentence.signs.rstrip("。；：")
    rules = (*wordings.CORRECTIONS, *wordings.RULES) if reading.correcting else wordings.RULES
    at = _start(signs, correcting=reading.correcting)
    while at < len(signs):
        end = _clause(reading, signs, at, rules)
        if end is None:
            return None
        gap = wordings.BETWEEN.match(signs, end)
        at = gap.end() if gap else end
    return reading.found


def _start(signs: str, *, correcting: bool) -> int:
    """Where the first clause begins, behind what leads up to it."""
    match = (wordings.PRINTED_IN if correcting else wordings.LEAD_IN).match(signs)
    at = match.end() if match else 0
    gap = wordings.BETWEEN.match(signs, at)
    return gap.end() if gap else at


def _clause(
    reading: Reading, signs: str, at: int, rules: Sequence[tuple[str, re.Pattern[str]]]
) -> int | None:
    """The place behind the clause that begins at ``at``; None where no wording fits it."""
    for name, pattern in rules:
        match = pattern.match(signs, at)
        if match is None or match.end() == at:
            continue
        made = _HANDLERS[name](reading, match)
        if made is not None:
            reading.found += made
            return match.end()
    benign = wordings.BENIGN.match(signs, at)
    return benign.end() if benign and benign.end() > at else None


def _words(reading: Reading, match: re.Match[str]) -> Found:
    groups = reading.groups(match)
    new = reading.quotes(match, "new")
    if groups is None:
        return None
    count = sum(len(words) for _, _, words in groups)
    if len(new) not in (1, count) or (count > 1 and len(new) == count and len(groups) > 1):
        return None
    if len(new) < count and not match["how"]:
        return None  # 将“A”“B”修改为“C”: one for each, or one for both
    if len(new) == 1:
        new = new * count
    everywhere = bool(re.search(r"统一|一律|全部", match["how"]))
    found: list[Operation] = []
    for targets, places, words in groups:
        whole = places or ((Named(WHOLE),) if everywhere or targets else ())
        if not whole or not targets:
            return None
        reading.last = whole[-1]
        for target in targets:
            for place in whole:
                op = Op.REPLACE_EVERYWHERE if everywhere or place.lead == WHOLE else Op.REPLACE_WORDS
                for old, now in zip(words, new, strict=False):
                    as_ = reading.becomes(place)
                    found.append(Operation(op, target, place.printed, old, now, as_))
        new = new[len(words) :]
    return found


def _delete_words(reading: Reading, match: re.Match[str]) -> Found:
    if "before" in match.re.groupindex:
        before = match["before"]
        texts = reading.texts(*match.span("before"))
        places = reading.named(match, "before")
        if not before or not places:
            return None
        reading.targets, reading.last = texts or reading.targets, places[-1]
        groups = [(reading.targets, places, reading.quotes(match, "groups"))]
    else:
        found = reading.groups(match)
        if found is None:
            return None
        groups = found
    made: list[Operation] = []
    for targets, places, words in groups:
        whole = places or ((Named(WHOLE),) if targets and T in match[0] else ())
        if not whole or not targets:
            return None
        made += [
            Operation(Op.DELETE_WORDS, t, p.printed, old, None, reading.becomes(p))
            for t in targets
            for p in whole
            for old in words
        ]
    return made


def _one_text(reading: Reading, match: re.Match[str]) -> ChangedText | None:
    targets = reading.whose(match)
    return targets[0] if len(targets) == 1 else None


def _insert_words(reading: Reading, match: re.Match[str]) -> Found:
    target, places = _one_text(reading, match), reading.named(match)
    places = places or ((reading.last,) if places == () and reading.last else None)
    if target is None or not places:
        return None
    reading.last = places[-1]
    old, new = reading.quotes(match, "old")[0], reading.quotes(match, "new")[0]
    return [Operation(Op.INSERT, target, p.printed, old, new) for p in places]


def _insert(reading: Reading, match: re.Match[str]) -> Found:
    target, places = _one_text(reading, match), reading.named(match)
    new = reading.quotes(match, "new")
    count = number(match["count"])
    if target is None or places is None or len(places) > 1 or count != len(new):
        return None
    place = places[0] if places else None
    if place is None and match["level"] in "款项目":
        place = reading.last  # 第十条…，增加一款
        if place is None:
            return None
    if place is not None:
        reading.last = place
    becomes: list[Named | None] = [None] * len(new)
    if match["as"]:
        named = reading.named(match, "as")
        if named is None or len(named) != len(new) or named[0].level != match["level"]:
            return None
        becomes = list(named)
        reading.last = named[-1]
    return [
        Operation(Op.INSERT, target, place.printed if place else None, None, words, b.printed if b else None)
        for words, b in zip(new, becomes, strict=True)
    ]


def _renumber(reading: Reading, match: re.Match[str]) -> Found:
    target, places = _one_text(reading, match), reading.named(match)
    if target is None or not places:
        return None
    reading.last, reading.moved = places[0], None
    new = reading.named(match, "as")
    if (
        new is None
        or len(new) != len(places)
        or any(a.level != b.level for a, b in zip(places, new, strict=True))
    ):
        return None
    if len(places) == 1:
        reading.moved = (places[0], new[0])
    return [
        Operation(Op.RENUMBER, target, a.printed, becomes=b.printed) for a, b in zip(places, new, strict=True)
    ]


def _replace(reading: Reading, match: re.Match[str]) -> Found:
    target, places = _one_text(reading, match), reading.named(match)
    new = reading.quotes(match, "new")
    if places == () and reading.moved:
        places = (reading.moved[0],)
    if target is None or not places or len(places) != len(new):
        return None
    reading.last = places[-1]
    if any(p.level not in _REPLACES or p.lead == WHOLE for p in places):
        return None
    # 第八条第一款第二句: what stands behind the place in the print was no sign, and nothing fits it
    return [
        Operation(_REPLACES[p.level], target, p.printed, None, words, reading.becomes(p))
        for p, words in zip(places, new, strict=True)
    ]


def _replace_annex(reading: Reading, match: re.Match[str]) -> Found:
    target, places = _one_text(reading, match), reading.named(match)
    if target is None or not places or len(places) != 1 or places[0].level != "附":
        return None
    new = None
    if match["new"]:
        start, end = reading.sentence.spans[match.start("new")]
        new = reading.text.text[start:end].strip("\n")
    return [Operation(Op.REPLACE_ANNEX, target, places[0].printed, None, new)]


def _delete(reading: Reading, match: re.Match[str]) -> Found:
    target, places = _one_text(reading, match), reading.named(match)
    if target is None or not places or places[0].lead == WHOLE:
        return None
    reading.last = places[-1]
    return [Operation(Op.DELETE, target, p.printed, becomes=reading.becomes(p)) for p in places]


def _reorder(reading: Reading, match: re.Match[str]) -> Found:
    named = reading.texts(
        0, match.start()
    )  # 《甲条例》、《乙办法》根据本决定作相应修改，并对条文序号作相应调整
    if not named and len(reading.targets) != 1:
        return None
    return [Operation(Op.REORDER, target, WHOLE) for target in named or reading.targets]


def _extend(reading: Reading, match: re.Match[str]) -> Found:
    targets = reading.whose(match)
    groups = match.re.groupindex
    until = (
        reading.last_day(match, "until") or ("until2" in groups and reading.last_day(match, "until2")) or None
    )
    since = "since" in groups and (reading.day(match, "since") or reading.day(match, "since2"))
    by = match["by"] if "by" in groups else None
    led_in = reading.sentence.signs[: match.start()]
    if T in led_in and not reading.found and not match["of"]:
        return None  # 依照《…》核发的许可证，有效期延长至…
    of_the_text = re.search(rf"{T}|期(?!执行)|继续", match[0])  # not a time that an article names
    if not targets or not (until or by) or not of_the_text:
        return None
    return [Operation(Op.EXTEND, t, WHOLE, since=since or reading.since, until=until, by=by) for t in targets]


def _first(days: Iterable[str | None]) -> str | None:
    return next((day for day in days if day), None)


def _timed(op: Op) -> Callable[[Reading, re.Match[str]], Found]:
    def read(reading: Reading, match: re.Match[str]) -> Found:
        targets = reading.whose(match)
        places = reading.named(match) if "at" in match.re.groupindex else ()
        if not targets or places is None or (places and len(targets) > 1):
            return None
        since = reading.day(match, "since") or reading.since
        until = reading.last_day(match, "until") or reading.until
        named = [p.printed for p in places] or [WHOLE]
        return [Operation(op, t, p, since=since, until=until) for t in targets for p in named]

    return read


def _suspend_until(reading: Reading, match: re.Match[str]) -> Found:
    suspended = [o for o in reading.found if o.op is Op.SUSPEND]
    if not suspended or len(suspended) != len(reading.found):
        return None
    until = reading.last_day(match, "until")
    reading.found = [Operation(o.op, o.target, o.place, since=o.since, until=until) for o in suspended]
    return []


def _from(reading: Reading, match: re.Match[str]) -> Found:
    reading.since = reading.day(match, "since")
    reading.until = reading.last_day(match, "until")
    return []


def _correct(reading: Reading, match: re.Match[str]) -> Found:
    groups = reading.groups(match)
    new = reading.quotes(match, "new")
    if groups is None or len(new) != sum(len(words) for _, _, words in groups):
        return None
    found: list[Operation] = []
    for targets, places, words in groups:
        if len(targets) != 1 or len(places) != 1 or targets[0].title is None:
            return None
        for old in words:
            found.append(Operation(Op.CORRECT, targets[0], places[0].printed, old, new[len(found)]))
    return found


def _mistaken(reading: Reading, match: re.Match[str]) -> Found:
    texts = reading.texts(*match.span("subject"))
    if texts:
        reading.targets, reading.last = texts, None
    places = reading.named(match, "subject")
    places = places or ((reading.last,) if places == () and reading.last else None)
    if not places or len(places) != 1 or len(reading.targets) != 1:
        return None
    reading.last = places[0]
    old, new = reading.quotes(match, "old")[0], reading.quotes(match, "new")[0]
    return [Operation(Op.CORRECT, reading.targets[0], places[0].printed, old, new)]


_HANDLERS: dict[str, Callable[[Reading, re.Match[str]], Found]] = {
    "words": _words,
    "delete-words": _delete_words,
    "insert-words": _insert_words,
    "insert": _insert,
    "renumber": _renumber,
    "replace": _replace,
    "replace-annex": _replace_annex,
    "delete": _delete,
    "reorder": _reorder,
    "extend": _extend,
    "suspend": _timed(Op.SUSPEND),
    "end": _timed(Op.END),
    "resume": _timed(Op.RESUME),
    "suspend-until": _suspend_until,
    "from": _from,
    "correct": _correct,
    "mistaken": _mistaken,
}
