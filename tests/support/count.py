"""A second count of characters, that knows nothing of offsets: what the print holds, less what notes drop,
with what they put in its place, is what the pages show."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

from build_tools.language.signs import visible
from build_tools.model.converted import Converted
from build_tools.model.corpus import Corpus

_VOID = {"br", "wbr", "hr", "img", "input", "col", "link", "meta", "source"}


class _Shown(HTMLParser):
    """The text of an article, without what is derived."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[bool] = []  # of each open element whether it is derived
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in _VOID:
            own = "data-derived" in given or "headerlink" in (given.get("class") or "").split()
            self.open.append(own or (bool(self.open) and self.open[-1]))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not self.open or not self.open[-1]:
            self.text.append(data)


def shown(page: str) -> Counter[str]:
    """The characters that a page shows as printed, blanks aside."""
    parser = _Shown()
    parser.feed(page)
    parser.close()
    return _counted("".join(parser.text))


def _counted(text: str) -> Counter[str]:
    return Counter(visible("".join(text.split())))


def kept(converted: Converted) -> Counter[str]:
    """The characters that a source prints, with every edit of its notes made."""
    count = _counted(converted.source.raw)
    for note in converted.notes:
        for edit in note.edits:
            count.subtract(_counted(edit.was))
            count.update(_counted(edit.now))
    assert min(count.values(), default=0) >= 0, "dropped, and never printed"
    return +count


def assert_counted(corpus: Corpus, site: Path) -> None:
    """The pages of a corpus, rendered into ``site``, show as many of each character as its sources keep,
    and as many as the ledger says."""
    wanted: Counter[str] = Counter()
    for converted, balance in zip(corpus.sources, corpus.balances, strict=True):
        own = kept(converted)
        assert own.total() == balance.in_blocks
        wanted += own
    found: Counter[str] = Counter()
    for page in corpus.by_page:
        found += shown((site / page.replace(".md", ".html")).read_text(encoding="utf-8"))
    assert found == wanted
