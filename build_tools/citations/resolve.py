"""The whole corpus: to which record a citation leads. Exactly one target fits, or it has none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from build_tools.citations.not_held import with_outside
from build_tools.citations.numbered import Numbered
from build_tools.citations.relations import LEVELS
from build_tools.documents.names import issue_number
from build_tools.documents.own_texts import is_issued_text
from build_tools.language.genres import draft_words, final_name
from build_tools.language.ranks import Level, level_of
from build_tools.language.script import bare, doc_key
from build_tools.model.citation import Citation, Cited, Reference, Referred, Relation, Web
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import Kind

_INSTRUMENTS = (Kind.NOTICE, Kind.ATTACHED, Kind.PLAN, Kind.TEXT, Kind.APPOINTMENT)
# 省人民政府令第231号 · 自治区人民政府令第57号; not 国务院令第5号
_GOVERNMENT_ORDER = re.compile(r"(?P<level>自治区|省|市|县)(?=人民政府令第)")
_NATIONAL = (Level.NATION, Level.MINISTRY)
_GOVERNING = (Level.REGION, Level.PROVINCE, Level.CITY, Level.COUNTY)
_RANKS = {
    Level.NATION: 1,
    Level.MINISTRY: 1,
    Level.REGION: 2,
    Level.REGION_DEPARTMENT: 2,
    Level.PROVINCE: 2,
    Level.PROVINCE_DEPARTMENT: 2,
    Level.CITY: 3,
    Level.CITY_DEPARTMENT: 3,
    Level.COUNTY: 4,
}
# 市商务局 · 《市级储备粮管理办法》 · 省政府: of whichever place the text is
_UNNAMED = ("", "自治区", "省", "市", "县", "区")


def resolve(corpus: Corpus) -> Web:
    """Resolve the citations and references of all sources, in the order of the corpus."""
    index = _Index(corpus)
    targets: dict[tuple[int, int], str | None] = {}
    for wanted in (True, False):  # repeals by number first: they say which namesake is gone
        for source, converted in enumerate(corpus.sources):
            for k, citation in enumerate(converted.citations):
                if citation.means is None and bool(citation.doc_number) is wanted:
                    holder = corpus.by_source[source][citation.place.document]
                    targets[source, k] = index.target(citation, holder)
                    index.note_repeal(citation, holder, targets[source, k])
    citations: dict[str, list[Cited]] = {}
    references: dict[str, list[Referred]] = {}
    numbered: dict[str, Numbered] = {}
    for source, converted in enumerate(corpus.sources):
        records = corpus.by_source[source]
        for k, citation in enumerate(converted.citations):
            holder = records[citation.place.document]
            meant = k if citation.means is None else citation.means
            target = targets[source, meant]
            own = target == holder.id
            cited = Cited(holder.id, citation, None if own else target, converted.citations[meant], own)
            citations.setdefault(holder.id, []).append(cited)
        for reference in converted.references:
            holder = records[reference.place.document]
            found = _referred(reference, source, holder, corpus, targets, numbered)
            if found is not None:
                references.setdefault(holder.id, []).append(found)
    order = [record.id for record in corpus.records]
    return Web(
        with_outside(
            [c for ident in order for c in citations.get(ident, ())],
            lambda printed, record: whole_number(printed, corpus.by_id[record]),
        ),
        tuple(r for ident in order for r in references.get(ident, ())),
    )


def _referred(
    reference: Reference,
    source: int,
    holder: Record,
    corpus: Corpus,
    targets: dict[tuple[int, int], str | None],
    numbered: dict[str, Numbered],
) -> Referred | None:
    """The targets of a reference as records; None for an article of an instrument that is not held.

    ``numbered`` holds what was looked up so far.
    """
    records = corpus.by_source[source]
    if reference.of is None:
        inside = [
            (records[p.document].id, p.anchor) if p.document is not None else None for p in reference.parts
        ]
        return Referred(holder.id, reference, tuple(inside))
    means = corpus.sources[source].citations[reference.of].means
    target = targets.get((source, reference.of if means is None else means))
    if target is None:
        return None
    if target not in numbered:
        numbered[target] = Numbered(corpus.by_id[target].document)
    anchors = [numbered[target].anchor_of(p.level, p.value, branch=p.branch) for p in reference.parts]
    return Referred(holder.id, reference, tuple((target, a) if a else None for a in anchors))


@dataclass(frozen=True)
class _Index:
    """The instruments of a corpus by number and by title, and which of them are repealed."""

    corpus: Corpus

    @cached_property
    def by_number(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for record in self.corpus.records:
            if record.document.doc_number and record.reprint_of is None:
                found.setdefault(doc_key(record.document.doc_number), []).append(record)
        return found

    @cached_property
    def by_title(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for record in self.corpus.records:
            named = record.document.kind in _INSTRUMENTS or is_issued_text(record, self.corpus)
            if named and not self._reprinted(record):
                found.setdefault(bare(record.document.title), []).append(record)
        return found

    def issued(self, notice: str) -> list[Record]:
        """The texts that a notice issues."""
        return [r for r in self.corpus.children.get(notice, ()) if is_issued_text(r, self.corpus)]

    @cached_property
    def repealed(self) -> dict[str, set[str]]:
        """Record → the records that say that it is repealed; filled while numbers are resolved."""
        return {}

    def note_repeal(self, citation: Citation, holder: Record, target: str | None) -> None:
        """Keep a repeal that is resolved."""
        if target is not None and citation.relation is Relation.REPEALS:
            self.repealed.setdefault(target, set()).add(holder.id)

    def target(self, citation: Citation, holder: Record) -> str | None:
        """The one record that a citation names. A number that is printed with it must be its number."""
        if not citation.instrument:
            return None
        if citation.relation is Relation.CORRECTS:
            return self._corrected(citation, holder)
        if citation.doc_number:
            found = self._by_number(citation, holder)
        elif holder.document.kind is Kind.NOTICE and citation.relation is Relation.ISSUES:
            found = self._issued_by(citation, holder)
        elif holder.document.kind is Kind.NOTICE and citation.relation is Relation.FORWARDS:
            found = self._issued_by(citation, holder) or self._by_title(citation, holder)
        else:
            found = self._by_title(citation, holder)
        if found is None:
            return None
        own = found.id in self._family(holder) and citation.relation in (Relation.REPEALS, Relation.AMENDS)
        return None if own else found.id

    def _by_number(self, citation: Citation, holder: Record) -> Record | None:
        """The notice of that number, or the text that it issues where the title names that text."""
        found = self.by_number.get(whole_number(citation.doc_number or "", holder), [])
        if len(found) != 1:
            return None
        notice, name = found[0], bare(citation.name)
        texts = self.issued(notice.id)
        named = [t for t in texts if bare(t.document.title) == name]
        if len(named) == 1:
            return named[0]
        whole = bare(notice.document.title)
        if not name or whole.endswith(name):
            return notice
        # 《…实施方案》（号) of a notice that issues one text and names it a little differently
        return texts[0] if len(texts) == 1 and name in whole else None

    def _issued_by(self, citation: Citation, holder: Record) -> Record | None:
        """The text that a notice issues: it follows the notice, under the title that the notice says."""
        texts = self.issued(holder.id)
        named = [t for t in texts if bare(t.document.title) == bare(citation.name)]
        return named[0] if len(named) == 1 else None

    def _by_title(self, citation: Citation, holder: Record) -> Record | None:
        """The only instrument of that title that the words around the citation allow."""
        name = bare(citation.name)
        if not name or (citation.former and citation.relation is not Relation.REPEALS):
            return None
        family = self._family(holder)
        near = [r for r in family.values() if self._names(name, r)]
        if near and citation.relation not in (Relation.REPEALS, Relation.AMENDS) and not citation.year:
            return near[0] if len(near) == 1 and _fits_words(citation, near[0]) else None
        found = [r for r in self.by_title.get(name, []) if r.id not in family]
        found = [r for r in found if _fits(citation, holder, r) and self._fits_owner(citation, holder, r)]
        found = [r for r in found if not self.repealed.get(r.id, set()) & self._pages(found)]
        return found[0] if len(found) == 1 else None

    def _fits_owner(self, citation: Citation, holder: Record, record: Record) -> bool:
        """Whether 市商务局 or 省 in a text of one place may be that of the record's place: the same one, one
        that its issuers name, or the only one of that level from which anything is held."""
        if not citation.whose or all(_names_place(organ) for organ in citation.whose):
            return True
        level, place = _standing(record)
        own_level, own_place = _standing(holder)
        if level is None:  # 最高人民法院
            return bool({_organ(o) for o in citation.whose} & {_organ(i) for i in record.document.issuers})
        if level in _NATIONAL or place == own_place or any(place in i for i in holder.document.issuers):
            return True
        below = own_level is None or _RANKS[own_level] > _RANKS[level]
        return below and self.places[_RANKS[level]] == {place}

    @cached_property
    def places(self) -> dict[int, set[str]]:
        """Rank of a level → the places of it from which a record is held."""
        found: dict[int, set[str]] = {}
        for record in self.corpus.records:
            level, place = _standing(record)
            if level is not None:
                found.setdefault(_RANKS[level], set()).add(place)
        return found

    def _corrected(self, citation: Citation, holder: Record) -> str | None:
        """The text of that number, else the one of that title in the issue that the correction names."""
        if citation.doc_number:
            numbered = self._by_number(citation, holder)
            return numbered.id if numbered else None
        found = [
            r
            for r in self.by_title.get(bare(citation.name), [])
            if citation.of_issue in (None, issue_number(r.source, self.corpus))
        ]
        return found[0].id if len(found) == 1 else None

    def _pages(self, records: list[Record]) -> set[str]:
        """The records and the notices above them."""
        return {i for r in records for i in (r.id, r.parent) if i is not None}

    def _names(self, name: str, record: Record) -> bool:
        """Whether a name in a document's own family is that of a record; a plan is called by its name
        also while it is a draft."""
        title = record.document.title
        if name == bare(title):
            return True
        return bool(draft_words(title)) and final_name(title) == final_name(name)

    def _family(self, holder: Record) -> dict[str, Record]:
        """The record, what it belongs to, and what the notice above it issues: a text names them freely."""
        family = [holder, *self.corpus.above(holder)]
        found = {r.id: r for r in (*family, *self.issued(family[-1].id))}
        return {k: r for k, r in found.items() if r.document.kind in _INSTRUMENTS or k == holder.id}

    def _reprinted(self, record: Record) -> bool:
        above = self.corpus.by_id.get(record.parent or "")
        return record.reprint_of is not None or (above is not None and above.reprint_of is not None)


def whole_number(printed: str, holder: Record) -> str:
    """The matching form of a number with its place: 省政府令第231号, printed in a text of 云岭省, is
    云岭省人民政府令第231号. In a text of another level the place is not known."""
    short = doc_key(printed)
    match = _GOVERNMENT_ORDER.match(short)
    level, place = _standing(holder)
    if match is None or level is None or not level.value.startswith(match["level"]):
        return short
    return f"{place}{short[match.end('level') :]}" if place.endswith(match["level"]) else short


def _fits(citation: Citation, holder: Record, record: Record) -> bool:
    """Whether the words, the places and the days allow that a citation means a record."""
    return (
        _fits_words(citation, record)
        and _fits_day(citation, holder, record)
        and (bool(citation.whose) or _fits_place(citation, holder, record))
    )


def _fits_words(citation: Citation, record: Record) -> bool:
    """Every organ printed before the title is one of the record's, or stands for its level."""
    issuers = [_organ(i) for i in record.document.issuers]
    for organ in citation.whose:
        if organ in LEVELS:
            if not _at_level(organ, record):
                return False
        elif not any(_same_organ(_organ(organ), i) for i in issuers):
            return False
    return True


def _same_organ(organ: str, issuer: str) -> bool:
    """自治区商务厅 is 西藏自治区商务厅; 市政府 may have its 办公室 sign."""
    signed = re.sub(r"(?<=政府)办公[厅室]$", "", issuer)
    return issuer.endswith(organ) or organ.endswith(issuer) or signed.endswith(organ)


def _organ(printed: str) -> str:
    return bare(printed).replace("人民政府", "政府")


def _at_level(word: str, record: Record) -> bool:
    level, _ = _standing(record)
    word = word.lstrip("我全")
    if word in ("国家", "中央"):
        return level in _NATIONAL
    return level is not None and level.value.startswith(word)


def _fits_day(citation: Citation, holder: Record, record: Record) -> bool:
    """Nothing is cited before it is issued; a year printed before the title is that of the record."""
    issued, citing = record.document.sure_date or "", holder.document.sure_date or ""
    if citation.year is not None and not issued.startswith(str(citation.year)):
        return False
    shared = min(len(issued), len(citing))
    return issued[:shared] <= citing[:shared]


def _fits_place(citation: Citation, holder: Record, record: Record) -> bool:
    """A title without a place is one of the same place, or one of the nation that no lower place has."""
    if _names_place(citation.name):
        return True
    level, place = _standing(record)
    own_level, own_place = _standing(holder)
    if level is Level.NATION:
        return own_level is not None
    if level is not own_level or not place or place != own_place:
        return False
    return level in _GOVERNING or bool(set(record.document.issuers) & set(holder.document.issuers))


def _names_place(words: str) -> bool:
    """Whether a title or an organ says of which place it is: 东江市商务局; not 市商务局."""
    return level_of(words)[1] not in _UNNAMED


def _standing(record: Record) -> tuple[Level | None, str]:
    """The level and place of a record: of its issuers, else of its title."""
    for words in (*record.document.issuers, record.document.title):
        found = level_of(words)
        if found[0] is not None:
            return found
    return None, ""
