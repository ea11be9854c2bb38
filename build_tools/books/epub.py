"""EPUB 3.3: a book for readers of any size, with contents, pages of the print and footnotes that open."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from lxml import etree
from markupsafe import escape

from build_tools.books.book import Book
from build_tools.books.walk import Chapter
from build_tools.books.xhtml import body_of, page_id, text
from build_tools.books.zipped import zipped
from build_tools.citations.leads import Lead
from build_tools.exports.package import RIGHTS
from build_tools.language.signs import visible
from build_tools.model.corpus import Corpus
from build_tools.model.document import OutlineEntry, PageTurn, annex_name

_STYLE = Path(__file__).with_name("epub.css").read_text(encoding="utf-8")
_XHTML = "http://www.w3.org/1999/xhtml"
_OPEN = (
    f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="{_XHTML}" '
    'xmlns:epub="http://www.idpf.org/2007/ops" lang="zh-CN" xml:lang="zh-CN">\n'
)
_CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>\n"
)


def epub(book: Book, chapters: Sequence[Chapter], corpus: Corpus, site_name: str, site_url: str) -> bytes:
    """The file. Same book, same bytes."""
    files = {chapter.record.id: f"c{i}.xhtml" for i, chapter in enumerate(chapters, start=1)}
    pages = list(_pages(chapters, files))
    made: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "book/package.opf": _package(book, files, bool(pages), site_name),
        "book/nav.xhtml": _nav(book, chapters, files, pages),
        "book/style.css": _STYLE,
        "book/about.xhtml": _page("关于本书", _about(book, site_name, site_url), "about"),
    }
    for chapter in chapters:
        name = files[chapter.record.id]
        body = body_of(chapter, lambda lead: _way(lead, files, corpus, site_url))
        made[f"book/{name}"] = _page(chapter.record.document.title, body, "chapter")
    return zipped(made, frozenset({"mimetype"}))


def _way(lead: Lead, files: dict[str, str], corpus: Corpus, site_url: str) -> str:
    """Inside of the book, else to the site where its address is known."""
    if lead.record is None:
        return ""
    fragment = f"#{lead.anchor}" if lead.anchor else ""
    if lead.record in files:
        return files[lead.record] + fragment
    url = corpus.by_id[lead.record].url
    return site_url + (url.partition("#")[0] + fragment if fragment else url) if site_url else ""


def _page(title: str, body: str, kind: str) -> str:
    return (
        f"{_OPEN}<head><title>{text(visible(title))}</title>"
        '<link rel="stylesheet" type="text/css" href="style.css"/></head>\n'
        f'<body class="{kind}">\n{body}\n</body>\n</html>\n'
    )


def _about(book: Book, site_name: str, site_url: str) -> str:
    source = f"刊载于{book.issue}。" if book.issue != book.title else ""
    way = f"<p>网页：<a href={_quoted(site_url + book.address)}>{text(site_url + book.address)}</a></p>"
    return (
        f'<section class="derived"><h1>关于本书</h1><p>{text(source)}由{text(site_name)}据来源文本制作，'
        f"逐字核对；文字以纸质公报为准。{RIGHTS}。</p>{way if site_url else ''}</section>"
    )


def _quoted(value: str) -> str:
    return f'"{escape(value)}"'


def _label(chapter: Chapter) -> str:
    document = chapter.record.document
    number = f"{annex_name(document.annex_number)}　" if document.annex_number else ""
    return text(visible(number + document.title))


Page = tuple[int, str]
"""The number of a page of the print, and where it begins in the book."""


def _pages(chapters: Sequence[Chapter], files: dict[str, str]) -> Iterator[Page]:
    """Each page of the print that begins in the book, once."""
    seen = set()
    for chapter in chapters:
        turns: list[PageTurn | None] = []
        for shown in chapter.shown:
            turns += [shown.turn, *(run.turn for run in shown.runs)]
        for turn in turns:
            if turn is not None and turn.page is not None and turn.page not in seen:
                seen.add(turn.page)
                yield turn.page, f"{files[chapter.record.id]}#{page_id(turn)}"


def _nav(book: Book, chapters: Sequence[Chapter], files: dict[str, str], pages: Sequence[Page]) -> str:
    items = "\n".join(_listed(chapter, files[chapter.record.id]) for chapter in chapters)
    listed = "".join(f'<li><a href="{way}">{number}</a></li>' for number, way in pages)
    page_list = (
        f'<nav epub:type="page-list" role="doc-pagelist" hidden=""><h1>页码</h1><ol>{listed}</ol></nav>'
        if pages
        else ""
    )
    body = (
        f'<nav epub:type="toc" role="doc-toc" id="toc"><h1>{text(book.title)}</h1>\n<ol>\n{items}\n'
        f'<li><a href="about.xhtml">关于本书</a></li>\n</ol></nav>{page_list}'
    )
    return _page("目录", body, "contents")


def _listed(chapter: Chapter, file: str) -> str:
    """A document in the contents with its titled entries, by their depth."""
    entries = [
        (e.depth, f'<a href="{file}#{e.anchor}">{_entry(e)}</a>')
        for e in chapter.record.document.outline
        if e.title is not None
    ]
    return f'<li><a href="{file}">{_label(chapter)}</a>{_nested(entries)}</li>'


def _entry(entry: OutlineEntry) -> str:
    return text(visible(f"{entry.number or ''}　{entry.title}".strip()))


def _nested(entries: Sequence[tuple[int, str]]) -> str:
    """Entries as a list, the deeper ones below the one that they follow."""
    items, i = [], 0
    while i < len(entries):
        depth, words = entries[i]
        end = next((k for k in range(i + 1, len(entries)) if entries[k][0] <= depth), len(entries))
        items.append(f"<li>{words}{_nested(entries[i + 1 : end])}</li>")
        i = end
    return f"<ol>{''.join(items)}</ol>" if items else ""


def _package(book: Book, files: dict[str, str], has_pages: bool, site_name: str) -> str:
    names = [("nav.xhtml", "nav"), *((f, "") for f in files.values()), ("about.xhtml", "")]
    items = [
        f'<item id="{_id(n)}" href="{n}" media-type="application/xhtml+xml"'
        f"{f' properties={_quoted(p)}' if p else ''}/>"
        for n, p in names
    ]
    spine = "".join(f'<itemref idref="{_id(name)}"/>' for name, _ in names)
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        'xml:lang="zh-CN">',
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
        *_about_book(book, site_name),
        *_access(book, has_pages),
        "</metadata>\n<manifest>",
        *items,
        '<item id="style" href="style.css" media-type="text/css"/>',
        f"</manifest>\n<spine>{spine}</spine>\n</package>",
    ]
    return "\n".join(parts) + "\n"


def _about_book(book: Book, site_name: str) -> Iterator[str]:
    """Who made what when, as far as it is printed."""
    first = book.records[0].document
    yield f'<dc:identifier id="id">{book.identifier}</dc:identifier>'
    told = [
        ("title", book.title),
        ("language", "zh-CN"),
        *(("creator", name) for name in ([] if book.of_issue else dict.fromkeys(first.issuers))),
        ("publisher", site_name),
        ("date", book.day),
        ("source", book.issue),
        ("description", "" if book.of_issue else first.doc_number or ""),
        ("rights", RIGHTS),
    ]
    yield from (f"<dc:{tag}>{text(visible(value))}</dc:{tag}>" for tag, value in told if value)
    yield _meta("dcterms:modified", f"{book.whole_day}T00:00:00Z")
    if book.gazette:
        yield f'<meta property="belongs-to-collection" id="gazette">{text(book.gazette)}</meta>'
        yield '<meta refines="#gazette" property="collection-type">series</meta>'


def _access(book: Book, has_pages: bool) -> Iterator[str]:
    """What readers with other senses can rely on."""
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "unlocked"]
    features += ["pageBreakMarkers", "pageNavigation"] if has_pages else []
    yield _meta("schema:accessMode", "textual")
    yield _meta("schema:accessModeSufficient", "textual")
    yield from (_meta("schema:accessibilityFeature", feature) for feature in features)
    yield _meta("schema:accessibilityHazard", "none")
    said = "全文为文字，有目录和标题层级；表格有表头，注码与脚注互通。"
    yield _meta("schema:accessibilitySummary", said)
    if has_pages:
        yield _meta("pageBreakSource", book.issue)


def _meta(name: str, value: str) -> str:
    return f'<meta property="{name}">{text(value)}</meta>'


def _id(name: str) -> str:
    return name.partition(".")[0]


def printed_in(data: bytes) -> str:
    """The printed characters of a book, in the order of its spine; blanks left out."""
    with ZipFile(BytesIO(data)) as archive:
        package = etree.fromstring(archive.read("book/package.opf"))
        hrefs = {item.get("id"): item.get("href") for item in package.iter("{*}item")}
        spine = [hrefs[ref.get("idref")] for ref in package.iter("{*}itemref")]
        chapters = [archive.read(posixpath.join("book", name)) for name in spine if name != "nav.xhtml"]
    return "".join(_printed(etree.fromstring(chapter)) for chapter in chapters)


def _printed(root: etree._Element) -> str:
    body = root.find(f"{{{_XHTML}}}body")
    for derived in body.xpath(".//*[@class='derived']"):
        before, tail = derived.getprevious(), derived.tail or ""
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            derived.getparent().text = (derived.getparent().text or "") + tail
        derived.getparent().remove(derived)
    return "".join("".join(body.itertext()).split())
