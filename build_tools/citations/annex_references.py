"""References of a text to its annexes: 附件3, 附件2-1, 附表1, 见附件."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from build_tools.language.passages import Passage
from build_tools.language.script import NUMERAL, number
from build_tools.model.citation import Part, Reference
from build_tools.model.document import Annex, Document, Kind, ancestors

_DASH = "[－—–-]"
_N = rf"(?:\d{{1,2}}(?:\s*{_DASH}\s*\d{{1,2}})?|[{NUMERAL}]{{1,3}})(?![\d项个条份年月.．])"
# 附件3 · 附件1、2 · 附件4和附件5 · 附件2-1; not 附件1项, not 作为附件一并报送, and not the annex of another
# text: 《…》附件2
_ANNEX = re.compile(
    rf"(?<![》号])附件(?!\s*一(?:并|起|同|式|般|览))\s*"
    rf"(?P<numbers>{_N}(?:\s*[、和及]\s*(?:附件)?\s*{_N}(?!、))*)"
)
# 附表1 · 附录A · 附图二
_NAMED = re.compile(rf"(?<![》号])附(?P<what>[表录图])\s*(?P<number>{_N}|[A-Z](?![A-Za-z]))")
# 见附件 · （附件）: the only one
_SOLE = re.compile(rf"(?:(?:[详附]?见|按照?|填写|填报)|（)(?P<word>附件)(?!\s*(?:\d|[{NUMERAL}]|[：:、]))")
_Named = tuple[int, int, str]  # where the number of an annex stands, and the number


def annex_references(
    index: int, documents: Sequence[Document], passage: Passage, line_of: Callable[[int], int]
) -> Iterator[Reference]:
    """The references of a passage of document ``index``; parts without a document lead nowhere."""
    around = _around(index, documents)

    def reference(span: tuple[int, int], named: Iterable[_Named]) -> Reference:
        parts = []
        for start, end, value in named:
            place = passage.place(index, start, end, line_of)
            target = _target(value, around)
            parts.append(Part(place.start, place.end, "附件", number(value) or 0, target, None))
        return Reference(passage.place(index, *span, line_of), passage.chars[slice(*span)], tuple(parts))

    text = passage.even
    for match in _ANNEX.finditer(text):
        yield reference(match.span(), _numbers(match, around))
    for match in _NAMED.finditer(text):
        if match.start() or passage.numbered:  # it does not head a table
            value = f"附{match['what']}{_value(match['number'])}"
            yield reference(match.span(), [(*match.span(), value)])
    listed = next((d.annexes for d in around if d.annexes), ())
    if len(listed) == 1 and listed[0].present:
        for match in _SOLE.finditer(text):
            span = match.span("word")
            yield reference(span, [(*span, listed[0].number or "1")])


def _value(printed: str) -> str:
    branches = re.split(_DASH, re.sub(r"\s", "", printed))
    return "-".join(str(n) if (n := number(b)) is not None else b for b in branches)


def _numbers(match: re.Match[str], around: Sequence[Document]) -> Iterator[_Named]:
    """Each annex of a list; 附件1-3 is a range where no annex has that number, and 1 and 3 are annexes.
    What a range holds between its ends has no width."""
    for k, one in enumerate(re.finditer(_N, match["numbers"])):
        start, end = match.start("numbers") + one.start(), match.start("numbers") + one.end()
        first = start if k else match.start()
        value = _value(one[0])
        low, _, high = value.partition("-")
        ends = [_target(v, around) for v in (low, high)] if high else []
        if _target(value, around) is not None or not ends or None in ends:
            yield first, end, value
        else:
            dash = re.search(_DASH, match.string[start:end])
            cut = start + dash.start() if dash else end
            yield first, cut, low
            for between in range(int(low) + 1, int(high)):
                yield cut, cut, str(between)
            yield cut + 1, end, high


def _around(index: int, documents: Sequence[Document]) -> list[Document]:
    """The documents whose annexes a number can mean: this one, those above it, what it issues."""
    found = [documents[index], *(documents[k] for k in ancestors(documents, index))]
    if documents[index].kind is Kind.NOTICE:
        found += [d for d in documents if d.parent == index and d.kind is Kind.ATTACHED]
    return found


def _target(value: str, around: Sequence[Document]) -> int | None:
    """The document of the annex of this number; of the only one also where it has none and 1 is said."""
    for document in around:
        same = [a for a in document.annexes if a.number == value]
        if same:
            return _index(same[0]) if len(same) == 1 else None
    listed = next((d.annexes for d in around if d.annexes), ())
    return _index(listed[0]) if len(listed) == 1 and listed[0].number is None and value == "1" else None


def _index(annex: Annex) -> int | None:
    """The document of an annex, before identifiers are known."""
    return int(annex.id) if annex.present and annex.id is not None else None
