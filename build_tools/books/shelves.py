"""The one list of the files that there are, made after the site is built: the page 下载, and what is offered
beside a title, are both written from it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from build_tools.books.every import SUMS
from build_tools.books.packs import ALL, packs_of
from build_tools.books.parquet import FOLDER as PARQUET
from build_tools.documents.names import gazette_of, html_address, issue_number, issue_path, issue_title
from build_tools.exports.package import CATALOGUE, PACKAGE, Made, with_made
from build_tools.exports.sqlite_file import FILE as SQLITE
from build_tools.exports.text_records import FOLDER as TEXTS
from build_tools.language.signs import visible
from build_tools.model.corpus import Corpus
from build_tools.model.document import ISSUE_KINDS
from build_tools.pages.lists.downloads import (
    FORMATS,
    MADE,
    PAGE,
    Offered,
    Shelf,
    books_made,
    of_issue,
    with_list,
)

FOLDER = "downloads"
"""Below the site: all that is written there after the build."""
LIST = f"{FOLDER}/list.json"
_BESIDE = ("txt", "md", "json")
_WHOLE = {f"data/{PACKAGE}": "各数据文件的说明和校验和"}
_BOOKS = "全部图书：各期和各份文件的 EPUB，各份文件的 Word 和 Akoma Ntoso"

Books = Mapping[str, bytes]
"""Path of a book or a pack → its content."""


def shelved(site: Path, books: Books, corpus: Corpus, more: Iterable[str] = ()) -> dict[str, str | bytes]:
    """Path below the site → content: the books, the list, the page 下载 with it, and a page of each source.

    ``more`` are files of the whole archive that stand in ``site`` too. The page is left out where the site
    has none.
    """
    found = list(_shelves(site, books, corpus, more))
    files: dict[str, str | bytes] = {f"{FOLDER}/{path}": content for path, content in books.items()}
    files |= {LIST: _listed(found), MADE: books_made(made=True)}
    page = site / html_address(PAGE)
    html = page.read_text(encoding="utf-8") if page.is_file() else ""
    for issue in (shelf for shelf in found if shelf.of == "issue"):
        documents = [s for s in found if s.of == "document" and s.issue == issue.issue]
        files[f"{FOLDER}/list/{issue.issue}.js"] = _shard(issue, documents)
        if html:
            files[f"{FOLDER}/{issue.issue}.html"] = of_issue(html, issue, documents)
    catalogue = site / "data" / CATALOGUE
    if catalogue.is_file():
        files[f"data/{CATALOGUE}"] = with_made(catalogue.read_text(encoding="utf-8"), _whole_books(found))
    if html:
        files[html_address(PAGE)] = with_list(html, found, sums=SUMS if SUMS in books else "")
    return files


def _whole_books(found: Iterable[Shelf]) -> Iterator[Made]:
    """What holds more than a source: of the archive, of each gazette and each year."""
    for shelf in found:
        if shelf.of not in ("issue", "document"):
            for file in shelf.files:
                if file.path.startswith(f"{FOLDER}/"):
                    yield Made(file.path, file.said or f"{shelf.title}的全部图书", file.size, file.sum)


def _shelves(site: Path, books: Books, corpus: Corpus, more: Iterable[str]) -> Iterator[Shelf]:
    """All things with files, the whole archive first, documents in print order below their source."""
    packs = list(packs_of(corpus))
    whole = {**dict.fromkeys(more, "离线包"), **_WHOLE}
    own = [replace(f, said=said) for path, said in whole.items() for f in _standing(site, path)]
    pack = [replace(_book(ALL, books), said=_BOOKS)] if ALL in books else []
    data = [replace(_book(SQLITE, books), said="全部数据")] if SQLITE in books else []
    tables = [path for path in books if path.startswith(f"{PARQUET}/")]
    own += [replace(_book(path, books), said=f"数据表 {Path(path).stem}") for path in tables]
    yield Shelf("archive", "全库", "", (*pack, *data, *own))
    for path in sorted((site / "data" / TEXTS).glob("*.jsonl"), reverse=True):
        said = f"{path.stem}年" if path.stem.isdigit() else "年份不明"
        name = path.relative_to(site).as_posix()
        yield Shelf("year", f"{said}各期文件的全文", "", tuple(_standing(site, name)))
    for each in packs:
        if each.of != "archive" and each.path in books:
            yield Shelf(each.of, each.title, "", (_book(each.path, books),))
    for index in range(len(corpus.sources)):
        yield from _of_source(index, site, books, corpus)


def _of_source(index: int, site: Path, books: Books, corpus: Corpus) -> Iterator[Shelf]:
    """A source, and each of its instruments with its annexes."""
    path = html_address(issue_path(index, corpus))
    base = corpus.bases[index]
    title = visible(issue_title(index, corpus))
    own = tuple(_books_of(path.removesuffix(".html"), books))
    yield Shelf("issue", title, path, own, base, _cited_issue(index, corpus))
    tops = {
        corpus.top(r).page: corpus.top(r)
        for r in corpus.by_source[index]
        if r.document.kind not in ISSUE_KINDS
    }
    for page, top in tops.items():
        address = html_address(page)
        name = address.removesuffix(".html")
        beside = [f for ending in _BESIDE for f in _standing(site, f"{name}.{ending}")]
        title = visible(top.document.title)
        said = ("issue", path), ("doc_number", top.document.doc_number), ("date", top.document.date)
        cited = tuple((key, value) for key, value in said if value)
        yield Shelf("document", title, address, (*_books_of(name, books), *beside), base, cited)


def _cited_issue(index: int, corpus: Corpus) -> tuple[tuple[str, str | int], ...]:
    """Gazette, year and number of a source that is an issue of one; of others nothing."""
    number = issue_number(index, corpus)
    records = corpus.by_source[index]
    if number is None or not records:
        return ()
    gazette = gazette_of(records[0], corpus)
    return ("gazette", gazette), ("year", number[0]), ("number", number[1])


def _books_of(name: str, books: Books) -> Iterator[Offered]:
    for ending in FORMATS:
        if (path := f"{name}.{ending}") in books:
            yield _book(path, books)


def _book(path: str, books: Books) -> Offered:
    return _offered(f"{FOLDER}/{path}", books[path])


def _standing(site: Path, path: str) -> Iterator[Offered]:
    if (site / path).is_file():
        yield _offered(path, (site / path).read_bytes())


def _offered(path: str, data: bytes) -> Offered:
    return Offered(path, len(data), hashlib.sha256(data).hexdigest())


def _listed(found: Iterable[Shelf]) -> str:
    rows = (
        {
            "of": shelf.of,
            "title": shelf.title,
            **({"page": shelf.page} if shelf.page else {}),
            **dict(shelf.cited),
            "files": [
                {"path": f.path, "format": f.format, "bytes": f.size, "sha256": f.sum} for f in shelf.files
            ],
        }
        for shelf in found
    )
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


def _shard(issue: Shelf, documents: Iterable[Shelf]) -> str:
    """The books of a source and its documents, for their pages: by page the format, path and size of each.
    The name is the one by which a page asks for it, from the folder of its scripts."""
    told = {
        shelf.page: [[f.format, f.path, f.measured] for f in shelf.files if f.path.startswith(f"{FOLDER}/")]
        for shelf in (issue, *documents)
    }
    name = json.dumps(f"../{FOLDER}/list/{issue.issue}")
    return f"gazetteShard({name}, {json.dumps(told, ensure_ascii=False)});\n"
