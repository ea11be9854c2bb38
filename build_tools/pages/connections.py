"""The box on a document's page: what it rests on and issues, what interprets and cites it."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from build_tools.documents.names import Way, way_to
from build_tools.facts.chains import chain_page
from build_tools.model.citation import Cited, Relation
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import Kind
from build_tools.pages.blocks import on_list, relative, target_of
from build_tools.pages.markdown import details, escape, link

CITED_PAGE = "lists/cited.md"
"""The register of instruments that are cited and not held."""

# What the records of a page say of others, and others of them; heading → relations, in this order.
_OWN: tuple[tuple[str, tuple[Relation, ...]], ...] = (
    ("发布的文件", (Relation.ISSUES,)),
    ("转发的文件", (Relation.FORWARDS,)),
    ("修改的文件", (Relation.AMENDS,)),
    ("废止的文件", (Relation.REPEALS,)),
    ("更正的文件", (Relation.CORRECTS,)),
    ("解读的文件", (Relation.INTERPRETS,)),
)
_OTHERS = (
    ("印发本文的", (Relation.ISSUES, Relation.FORWARDS)),
    ("解读本文的", (Relation.INTERPRETS,)),
    ("修改本文的", (Relation.AMENDS,)),
    ("更正本文的", (Relation.CORRECTS,)),
    ("废止本文的", (Relation.REPEALS,)),
)
_RESTS_ON = (Relation.BASED_ON, Relation.IMPLEMENTS)
_PLAIN = (Relation.BASED_ON, Relation.IMPLEMENTS, Relation.MENTIONS)
_EXPLAINING = (Kind.INTERPRETATION, Kind.EXPLANATION)
_LONGEST = 160


def outside_anchor(name: str) -> str:
    """The anchor of an instrument on the register; the same after every rebuild."""
    return f"x-{crc32(name.encode()):08x}"


def outside_place(known_by: str, corpus: Corpus) -> str:
    """Where an instrument stands on the register."""
    return on_list(corpus, f"{CITED_PAGE}#{outside_anchor(known_by)}")


def connections(records: list[Record], corpus: Corpus) -> str:
    """The box for the records of a page, marked as derived; empty where there is nothing to say."""
    page = records[0].page
    own = [c for r in records for c in corpus.web.cited_in.get(r.id, ())]
    others = [c for r in records for c in corpus.web.citing.get(r.id, ())]
    others = [c for c in others if corpus.by_id[c.record].page != page]
    parts = []
    grounds = _named((c for c in own if c.is_ground), page, corpus)
    tasks = _named((c for c in own if c.citation.relation in _RESTS_ON and not c.is_ground), page, corpus)
    tasks = [line for line in tasks if line not in grounds]
    if records[0].document.kind in _EXPLAINING:  # they tell the grounds of another text
        found, tasks = [("文中提到的依据", [*grounds, *tasks])], []
    else:
        found = [("依据的文件", grounds)]
    for name, relations in _OWN:
        found.append((name, _named((c for c in own if c.citation.relation in relations), page, corpus)))
    for name, lines in (*found, ("文中要求落实或执行的", tasks)):
        parts += [f"**{name}**", "\n".join(lines)] if lines else []
    said: set[str] = set()
    for name, relations in _OTHERS:
        holders = _holders((c for c in others if c.citation.relation in relations), corpus)
        if name == "解读本文的":
            holders = _explaining(records, corpus)
        said |= {h.id for h in holders}
        lines = [f"- {_way(h, page)}" for h in holders]
        parts += [f"**{name}**", "\n".join(lines)] if lines else []
    rest = [c for c in others if c.citation.relation in _PLAIN and c.record not in said]
    parts += _sentences(rest, page, corpus)
    ends = [
        link("各级文件与指标并列", relative(chain_page(end), page))
        for end in corpus.facts.chain_ends.get(page, ())
    ]
    parts += ["**上下级文件对照**", "\n".join(f"- {way}" for way in ends)] if ends else []
    if not parts:
        return ""
    counts = [sum(line.startswith("- ") for line in lines.split("\n")) for lines in parts[1::2]]
    named = "　".join(f"{name.strip('*')} {n}" for name, n in zip(parts[::2], counts, strict=True))
    body = "\n\n".join(parts)
    return details("gz-web", f"文件关系：{named}", body)


def beside(records: list[Record], corpus: Corpus) -> list[Way]:
    """What a reader of a page wants beside it: what interprets it, or what it interprets, each with a
    ``label``; the same ways stand in the box."""
    page = records[0].page
    explaining = _explaining(records, corpus)
    found = [("解读" if r.document.kind is Kind.INTERPRETATION else "说明", r) for r in explaining]
    for cited in (c for r in records for c in corpus.web.cited_in.get(r.id, ())):
        if cited.citation.relation is Relation.INTERPRETS and cited.target is not None:
            found.append(("原文", corpus.by_id[cited.target]))
    if records[0].document.kind is Kind.EXPLANATION and records[0].parent in corpus.by_id:
        found.append(("原文", corpus.by_id[records[0].parent or ""]))
    others = dict.fromkeys((words, target_of(r), r.document.title) for words, r in found if r.page != page)
    return [{"label": words, **way_to(target, title)} for words, target, title in others]


def _explaining(records: list[Record], corpus: Corpus) -> list[Record]:
    """The records that interpret or explain those of a page."""
    page = records[0].page
    others = [c for r in records for c in corpus.web.citing.get(r.id, ())]
    interpreting = [c for c in others if c.citation.relation is Relation.INTERPRETS]
    holders = _holders((c for c in interpreting if corpus.by_id[c.record].page != page), corpus)
    below = [child for r in records for child in corpus.children.get(r.id, ())]
    return holders + [r for r in below if r.document.kind is Kind.EXPLANATION and r not in holders]


def _named(citations: Iterable[Cited], page: str, corpus: Corpus) -> list[str]:
    """Each instrument once: a link where it is held, else its title and number and the register."""
    lines: dict[str, str] = {}
    for cited in citations:
        if cited.target is not None:
            lines.setdefault(cited.target, f"- {_way(corpus.by_id[cited.target], page)}")
        elif cited.outside is not None:
            lines.setdefault(cited.outside, f"- {_outside(cited, cited.outside, page, corpus)}")
    return list(lines.values())


def _outside(cited: Cited, known_by: str, page: str, corpus: Corpus) -> str:
    meant = cited.stands_for
    number = f"（{meant.doc_number}）" if meant.doc_number and meant.name else ""
    way = relative(outside_place(known_by, corpus), page)
    return f"{escape(meant.text + number)}（{link('本库未收录', way)}）"


def _way(record: Record, page: str) -> str:
    number = f"（{escape(record.document.doc_number)}）" if record.document.doc_number else ""
    return link(record.document.title, relative(target_of(record), page)) + number


def _holders(citations: Iterable[Cited], corpus: Corpus) -> list[Record]:
    return list({c.record: corpus.by_id[c.record] for c in citations}.values())


def _sentences(citations: list[Cited], page: str, corpus: Corpus) -> list[str]:
    """The documents that cite this page, and below each the sentences that do; short forms left out."""
    whole = [c for c in citations if c.citation.means is None]
    lines = []
    for holder in _holders(whole, corpus):
        lines.append(f"- {_way(holder, page)}")
        for cited in (c for c in whole if c.record == holder.id):
            place = relative(f"{holder.page}#{cited.citation.place.anchor}", page)
            lines.append(f"    - {link(shortened(cited.citation.sentence), place)}")
    return ["**引用本文的**", "\n".join(dict.fromkeys(lines))] if lines else []


def shortened(sentence: str) -> str:
    """A sentence of at most :data:`_LONGEST` characters; what is left out is shown as …"""
    return sentence if len(sentence) <= _LONGEST else sentence[:_LONGEST] + "……"
