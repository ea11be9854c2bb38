"""The text of each page as files beside it: JSON, Markdown and plain text under the page's own name."""

from __future__ import annotations

import json

from msgspec import to_builtins

from build_tools.books.markdown_text import markdown_text
from build_tools.books.plain_text import plain_text
from build_tools.books.walk import chapters
from build_tools.documents.names import html_address
from build_tools.exports.text_records import text_records
from build_tools.model.corpus import Corpus
from build_tools.model.document import ISSUE_KINDS


def beside_files(corpus: Corpus, site_url: str = "") -> dict[str, str]:
    """Path below the site → content, three files for each page of documents."""
    texts = {r.id: r for i in range(len(corpus.sources)) for r in text_records(i, corpus)}
    files: dict[str, str] = {}
    for page, records in corpus.by_page.items():
        if records[0].document.kind in ISSUE_KINDS:
            continue
        address, name = html_address(page), page.removesuffix(".md")
        own = chapters(records, corpus)
        told = {"url": address, "documents": [to_builtins(texts[r.id]) for r in records]}
        files[f"{name}.json"] = json.dumps(told, ensure_ascii=False) + "\n"
        files[f"{name}.md"] = markdown_text(own, site_url + address)
        files[f"{name}.txt"] = plain_text(own)
    return files
