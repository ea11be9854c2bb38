"""The text of each page as files beside it: JSON, Markdown and plain text under the page's own name."""

from __future__ import annotations

import json
from functools import partial

from build_tools.books.markdown_text import markdown_text
from build_tools.books.plain_text import plain_text
from build_tools.books.walk import chapters
from build_tools.cache.hashes import hash_of
from build_tools.cache.spill import Spill
from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.documents.names import html_address
from build_tools.exports.text_records import record_lines, stated_hash
from build_tools.model.corpus import Corpus
from build_tools.model.document import ISSUE_KINDS


def beside_files(corpus: Corpus, site_url: str = "", store: Store = NOTHING_KEPT) -> Spill:
    """Path below the site → content, three files for each page of documents; what ``store`` holds of a source
    is not made anew."""
    files = store.room()
    for index in range(len(corpus.sources)):
        inputs = hash_of(stated_hash(index, corpus), site_url, repr(_ways(index, corpus)))
        store.fill(files, "beside", inputs, partial(_source_files, index, corpus, site_url, store))
    return files


def _ways(index: int, corpus: Corpus) -> object:
    """Where the words of a source lead: what leads elsewhere is a run of its own."""
    return [
        (
            [(c.target, c.target and corpus.by_id[c.target].url) for c in corpus.web.cited_in.get(r.id, ())],
            [referred.targets for referred in corpus.web.referred_in.get(r.id, ())],
        )
        for r in corpus.by_source[index]
    ]


def _source_files(index: int, corpus: Corpus, site_url: str, store: Store) -> dict[str, str]:
    lines = record_lines(index, corpus, store)
    files: dict[str, str] = {}
    for page in dict.fromkeys(record.page for record in corpus.by_source[index]):
        records = corpus.by_page[page]
        if records[0].document.kind in ISSUE_KINDS:
            continue
        address, name = html_address(page), page.removesuffix(".md")
        own = chapters(records, corpus)
        told = ", ".join(lines[record.id].removesuffix("\n") for record in records)
        files[f"{name}.json"] = (
            f'{{"url": {json.dumps(address, ensure_ascii=False)}, "documents": [{told}]}}\n'
        )
        files[f"{name}.md"] = markdown_text(own, site_url + address)
        files[f"{name}.txt"] = plain_text(own)
    return files
