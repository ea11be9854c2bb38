"""The title block of a page: what is known of a document, derived from the print and marked as derived."""

from __future__ import annotations

from markupsafe import Markup

from build_tools.documents.names import KIND_NAMES, html_address, issue_path, issue_title
from build_tools.language.days import chinese
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import Annex, Kind
from build_tools.pages.blocks import relative, target_of
from build_tools.pages.lists.downloads import way_here
from build_tools.pages.lists.watch import way_to_list, way_to_watch
from build_tools.pages.markdown import Fact, definitions, escape, link, span
from build_tools.pages.safe_html import fill_in
from build_tools.pages.state import badge, inherited_status, states_said, status_facts


def facts(record: Record, corpus: Corpus) -> str:
    """The block below its line; only what is known. The addressees stand in the text below it."""
    document = record.document
    short = (
        ("发文机关", escape("、".join(document.issuers))),
        ("发文字号", escape(document.doc_number or "")),
        ("成文日期", chinese(document.date or "")),
        ("发布日期", chinese(document.published or "")),
        ("印发日期", chinese(document.printed or "")),
        ("类别", KIND_NAMES[document.kind]),
    )
    known = [Fact(name, shown) for name, shown in short if shown]
    own, parent = states_said(record.page, corpus), corpus.by_id.get(record.parent or "")
    is_annex = document.kind is Kind.ANNEX
    inherited = states_said(parent.page, corpus) if is_annex and parent is not None else []
    told = definitions("gazette-facts", [*known, *_whole(record, corpus)])
    shown = fill_in(
        "title_block",
        badge=badge(record.page, corpus.top(record).page, corpus),
        states=own or inherited,
        whose="" if own else "所属文件的",
        short=chinese(document.date or ""),
        facts=Markup(f"{_label(record.page, corpus.bases[record.source])}\n\n{told}"),
    )
    return f"{way_here(record.page, corpus.bases[record.source])}\n\n{shown}"


def _label(page: str, base: str) -> str:
    """Says in a word that what follows is derived, and where that is explained; and has the page read aloud,
    printed and watched."""
    way = f"[文件信息]({relative('about.md#voices', page)})"
    paper = (
        '<button type="button" class="gz-speak" hidden>朗读</button> '
        '<button type="button" class="gz-print" hidden>打印</button>'
    )
    watched = f"{way_to_watch(page, f'documents/{base}', html_address(page))} {way_to_list(page)}"
    return f'<p class="gz-voice" data-derived="true" markdown="span">{paper} {watched} {way}</p>'


def _whole(record: Record, corpus: Corpus) -> list[Fact]:
    """The facts that take a line of their own."""
    document, page = record.document, record.page
    found = []
    if issue_title(record.source, corpus) != document.title:  # a document by itself is not printed in itself
        found.append(Fact("刊载于", _printed_in(record, corpus), whole=True))
    if record.parent and record.parent in corpus.by_id:
        found += _belongs_to(record, corpus.by_id[record.parent], corpus)
    if record.reprint_of and record.reprint_of in corpus.by_id:
        earlier = corpus.by_id[record.reprint_of]
        way = link(earlier.document.title, relative(target_of(earlier), page))
        found.append(Fact("另刊载于", way, whole=True))
    found += status_facts(page, corpus)
    annexes = [_annex(a, page, corpus) for holder in corpus.by_page[page] for a in holder.annexes]
    if annexes:
        found.append(Fact("附件", " ".join(span("annex", annex) for annex in annexes), whole=True))
    lines = f"来源文本第{document.first_line}—{_last_line(record, corpus)}行"
    return [*found, Fact("来源", link(lines, "#raw"), whole=True)]


def _printed_in(record: Record, corpus: Corpus) -> str:
    """The issue, with column and page as far as the contents tell them."""
    document = record.document
    issue = link(issue_title(record.source, corpus), relative(issue_path(record.source, corpus), record.page))
    column = f"“{escape(document.column)}”栏" if document.column else ""
    number = f"第{document.print_page}页" if document.print_page else ""
    return "　".join(x for x in (issue, column, number) if x)


def _belongs_to(record: Record, parent: Record, corpus: Corpus) -> list[Fact]:
    """The text that an annex or an explanation belongs to, and its state."""
    number = next((r.document.doc_number for r in corpus.by_page[parent.page] if r.document.doc_number), "")
    way = link(parent.document.title, relative(target_of(parent), record.page))
    found = [Fact("所属文件", way + (f"（{escape(number)}）" if number else ""), whole=True)]
    if record.document.kind is Kind.ANNEX:
        found += inherited_status(parent.page, record.page, corpus)
    return found


def _last_line(record: Record, corpus: Corpus) -> int:
    """The last raw line of all that stands on the record's page."""
    return max(r.document.last_line for r in corpus.by_page[record.page])


def _annex(annex: Annex, page: str, corpus: Corpus) -> str:
    """The way to an annex; one that the source does not print is said to be missing."""
    name = " ".join(x for x in (annex.number, annex.title) if x) or "附件"
    if annex.id is not None and annex.id in corpus.by_id:
        return link(name, relative(target_of(corpus.by_id[annex.id]), page))
    return f"{escape(name)}（来源文本未刊）"
