"""The words that texts define for themselves, by reading, each with the sentence that defines it."""

from __future__ import annotations

from build_tools.language.pinyin import syllables
from build_tools.language.script import bare
from build_tools.model.corpus import Corpus
from build_tools.pages.blocks import relative
from build_tools.pages.lists.paging import Key, Listing, Rows
from build_tools.pages.markdown import escape, heading, link

PAGE = "lists/terms.md"
_ABOUT = (
    "文件自己界定的词语：写明“以下简称”“本办法所称……是指”和用语含义的，照录所在的整句，按拼音排列；点文件到原文。"
    "同一词语在不同文件里所指可能不同，只在该文件内适用；所指的范围以原句为准，不另作推断。"
)


def glossary_listing(corpus: Corpus) -> Listing:
    """One row for each text that defines a word."""
    found = [(d, record) for record in corpus.records for d in record.facts.definitions]
    found.sort(key=lambda one: (syllables(bare(one[0].term)), one[0].term))
    rows: list[Rows] = []
    letter = ""
    for defined, record in found:
        first = _sound(defined.term)
        keys = Key(first[:1].upper(), f"in-{first[:1]}"), Key(first, f"in-{first}-all")
        way = link(record.document.title, relative(f"{record.page}#{defined.anchor}", PAGE))
        row = f"- **{escape(defined.term)}**　{escape(defined.sentence)}（{way}，来源文本第{defined.line}行）"
        head = heading(2, *(keys[0].name, keys[0].anchor)) if keys[0].name != letter else ""
        letter = keys[0].name
        rows.append(Rows(keys, head, (row,)))
    return Listing(PAGE, "词语释义", tuple(rows), _ABOUT)


def glossary_place(term: str) -> str:
    """Where a word stands in the glossary while that is one page: at its letter."""
    return f"{PAGE}#in-{_sound(term)[:1]}"


def _sound(term: str) -> str:
    """The first syllable of a word, by which it is sorted."""
    return (syllables(bare(term)) or ("other",))[0]
