"""Pictures of the print's pages, where the sidecar of a source asks for them: folded below a document.

Each is loaded when it is opened. They are ours and no printed text; ``site/page_images`` draws them.
"""

from __future__ import annotations

from collections.abc import Sequence

from build_tools.documents.names import issue_title
from build_tools.model.corpus import Corpus, Record
from build_tools.pages.blocks import relative
from build_tools.pages.safe_html import fill_in


def picture_path(source: str, page: int) -> str:
    """The picture of a page of a source's original, below the site."""
    return f"assets/pages/{source}/{page}.webp"


def pictures_of(records: Sequence[Record], corpus: Corpus) -> str:
    """The pages on which the records of one page of the site are printed, and those between them."""
    if not records:
        return ""
    converted = corpus.sources[records[0].source]
    known = {
        line: page
        for record in records
        for line in range(record.document.first_line, record.document.last_line + 1)
        if (page := converted.pictured_page(line)) is not None
    }
    if not known:
        return ""
    title = issue_title(records[0].source, corpus)
    spans = [span for record in records for span in record.document.page_spans]
    pictures = []
    for page in range(min(known.values()), max(known.values()) + 1):
        numbers = {s.page for s in spans for n, p in known.items() if p == page and s.first <= n <= s.last}
        printed = f"，所印页码 {numbers.pop()}" if len(numbers) == 1 else ""
        address = relative(picture_path(converted.source.id, page), records[0].page)
        pictures.append((page, printed, address))
    return str(fill_in("pictures", title=title, pictures=pictures)).rstrip("\n")
