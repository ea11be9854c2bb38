"""Annexes that are texts of their own: the rules that a notice issues, printed below 附件."""

from __future__ import annotations

import re

from build_tools.language.genres import PLANS, RULES
from build_tools.language.phrases import issues_text
from build_tools.language.script import bare, key
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import Document, Kind

_TITLED = re.compile(rf"(?:{RULES}|{PLANS})(?:（[^（）]{{1,12}}）)?$")


def is_own_text(document: Document, above: Document | None) -> bool:
    """Whether an annex is a text with a state of its own, as one that a notice issues is: called so by its
    title, and with articles or named in the title of what it belongs to (``above``).

    东江市公园管理办法, below 附件, of 关于印发《东江市公园管理办法》的通知; not 重点任务分工表.
    """
    if document.kind is not Kind.ANNEX or not _TITLED.search(key(document.title)):
        return False
    articled = any(entry.level == "条" for entry in document.outline)
    return articled or (above is not None and _is_issued(document, above))


def is_issued_text(record: Record, corpus: Corpus) -> bool:
    """Whether a record is a text that the notice above it issues, printed behind it or as its annex."""
    above = corpus.by_id[record.parent].document if record.parent else None
    return record.document.kind is Kind.ATTACHED or is_own_text(record.document, above)


def issued_together(record: Record, corpus: Corpus) -> list[Record]:
    """A notice and the texts that it issues, whichever of them ``record`` is: one goes with the others. Rules
    in an annex that no notice issues by name stand for themselves."""
    above = corpus.by_id[record.parent] if record.parent else None
    if above is not None and record.document.kind is Kind.ANNEX:
        whole = is_own_text(record.document, above.document) and _is_issued(record.document, above.document)
        return issued_together(above, corpus) if whole else [record]
    beside = corpus.by_page[record.page]
    annexes = (a for r in beside for a in corpus.children.get(r.id, ()) if is_issued_text(a, corpus))
    return [*beside, *(a for a in annexes if a not in beside)]


def _is_issued(document: Document, above: Document) -> bool:
    title = bare(document.title)
    return len(title) >= 4 and title in bare(above.title) and issues_text(above.title)
