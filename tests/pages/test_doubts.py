"""A doubt is shown beside the words that it concerns, and nowhere else."""

from __future__ import annotations

import re

from build_tools.model.corpus import Corpus
from build_tools.pages.every import all_pages
from support.conversion import corpus_of


def _marked(corpus: Corpus) -> list[str]:
    """The paragraphs of document pages that bear the mark, with what the mark says."""
    pages = [text for name, text in all_pages(corpus).items() if name.startswith("documents/")]
    mark = re.compile(
        r'^(.*) \[存疑\]\(#apparatus\)\{: data-derived="true" \.gz-doubt title="([^"]*)"', re.MULTILINE
    )
    return [f"{re.sub('<[^>]*>', '', m[1])}|{m[2]}" for page in pages for m in mark.finditer(page)]


def test_beside_the_words_that_it_concerns() -> None:
    corpus = corpus_of("早市管理办法\n\n第一条 早市禁止倾倒生活拉圾。\n\n第二条 早市按时开市。\n")
    marked = _marked(corpus)
    assert len(marked) == 1
    assert "生活拉圾。|" in marked[0]
    assert marked[0].endswith("生活拉圾 → 生活垃圾。文字照印未改，请对照来源文本第3行。")


def test_no_sign_of_markdown_is_in_what_it_says() -> None:
    corpus = corpus_of("早市管理办法\n\n第一条 摊位费为{--*三百*}{_`元--}{++五百++}元。\n")
    assert all(not set(said.partition("|")[2]) & set("{}*`_<>") for said in _marked(corpus))


def test_personal_data_are_told_to_editors_alone() -> None:
    corpus = corpus_of("早市管理办法\n\n第一条 联系电话13800001234。\n")
    assert [n.code.id for n in corpus.notes[0] if n.code.severity == "doubt"] == ["personal-data"]
    assert _marked(corpus) == []
    assert not any("疑似个人信息" in text for name, text in all_pages(corpus).items() if "lists/" not in name)


def test_a_source_without_a_word_leads_to_no_line() -> None:
    """No raw line is shown of it, and a link that leads nowhere stops the building of the site."""
    page = all_pages(corpus_of("\ufeff\n\n"))["issues/input.md"]
    assert "第1行" in page
    assert "#L1" not in page
