"""The page 下载: as it is built, and so in a bundle, it says that no books were made; with the list, all
files with their sizes and sums, and a page of the same look for each source with those of its documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from build_tools.exports.package import RIGHTS
from build_tools.pages.blocks import relative
from build_tools.pages.front_matter import front_matter
from build_tools.pages.markdown import link
from build_tools.pages.safe_html import fill_in

PAGE = "lists/downloads.md"
_SOURCE = "程序本身"
_TITLE = "下载"
_NOT_MADE = (
    "没有另做图书（Word、EPUB、PDF 等）、全部数据的 SQLite 文件和整批下载的压缩包；离线包里也没有。"
    "它们由编者在网站生成以后制作，做法见[编者手册](../editors.md#books)。"
)
MADE = "assets/books.js"
"""Tells the pages whether books were made, so that none asks for a list that is not there."""
_PLACE = re.compile(r'(?P<opens><section [^>]*id="downloads"[^>]*>).*?(?=</section>)', re.DOTALL)

FORMATS = {
    "docx": "Word",
    "epub": "EPUB",
    "pdf": "PDF",
    "akn.xml": "Akoma Ntoso",
    "txt": "TXT",
    "md": "Markdown",
    "json": "JSON",
    "jsonl": "JSON Lines",
    "sqlite": "SQLite",
    "parquet": "Parquet",
    "zip": "ZIP",
}
"""How a format is called, by the ending of its files, in the order in which they are offered."""


@dataclass(frozen=True)
class Offered:
    """A file that is there: its path below the site, its size in bytes, its SHA-256 sum; what it is, where
    its format does not say it."""

    path: str
    size: int
    sum: str
    said: str = ""

    @property
    def ending(self) -> str:
        """What its format is known by."""
        return self.path.rpartition("/")[2].partition(".")[2] if "/bundles/" not in f"/{self.path}" else "zip"

    @property
    def format(self) -> str:
        """What its format is called."""
        return FORMATS.get(self.ending, self.ending)

    @property
    def measured(self) -> str:
        """Its size as readers say it."""
        return f"{self.size / 1e6:.1f} MB" if self.size >= 1e6 else f"{max(1, round(self.size / 1e3))} KB"


@dataclass(frozen=True)
class Shelf:
    """The files of one thing: ``of`` is ``archive``, ``gazette``, ``year``, ``issue`` or ``document``;
    ``page`` is its page below the site, ``issue`` the source that a document belongs to, ``cited`` what it
    is known by, for programs."""

    of: str
    title: str
    page: str
    files: tuple[Offered, ...]
    issue: str = ""
    cited: tuple[tuple[str, str | int], ...] = ()


_HEADINGS = {
    "archive": "全库",
    "year": "各年",
    "gazette": "各刊",
    "issue": "各期",
    "document": "各份文件",
}


def downloads_page() -> str:
    """The page as it is built."""
    said = f'<section id="downloads" data-derived="true" markdown="1">\n\n{_NOT_MADE}\n\n</section>'
    data = (
        "现在可以下载：\n\n"
        "- **一份文件**：在它的网页上点“下载”（TXT、Markdown、JSON）\n"
        "- **一张表**：见[表格与表单](tables.md)（CSV、XLSX、JSON）\n"
        "- **逐年全文和全部数据**：见[数据与订阅](data.md)\n"
        "- **整个网站**：见[离线包](../offline.md)"
    )
    used = f"使用：{RIGHTS}，可以自由使用、转载和加工；文字以纸质公报为准，引用请写明标题、文号和所刊的一期。"
    parts = (front_matter({"title": _TITLE}, _SOURCE), f"# {_TITLE}", data, said, used)
    return "\n\n".join(parts) + "\n"


def books_made(*, made: bool) -> str:
    """The script ``MADE``."""
    return f'gazetteShard("books", {"true" if made else "false"});\n'


def way_here(page: str, base: str) -> str:
    """The line with the link to the files of a page below docs/, which the source ``base`` prints."""
    way = f'{link("下载", relative(PAGE, page))}{{: data-list="{base}" }}'
    return f'<p class="gz-download" data-derived="true" markdown="span">{way}</p>'


def with_list(html: str, shelves: Sequence[Shelf], sums: str = "") -> str:
    """The built page with all but the documents, which stand on the pages of their sources; ``sums`` is the
    file with the sums of all books, where there is one."""
    groups = [
        (name, [s for s in shelves if s.of == of]) for of, name in _HEADINGS.items() if of != "document"
    ]
    shown = [g for g in groups if g[1]]
    return _filled(html, fill_in("downloads", groups=shown, pages="../", list="list.json", sums=sums))


def of_issue(html: str, issue: Shelf, documents: Sequence[Shelf]) -> str:
    """A page like the built one with the files of a source and of each of its documents."""
    title = escape(f"下载：{issue.title}")
    html = re.sub(r"<title>[^<]*</title>", lambda _: f"<title>{title}</title>", html, count=1)
    html = re.sub(r"(<h1[^>]*>)[^<]*", lambda m: f"{m[1]}{title}", html, count=1)
    groups = [("本期", [issue])] * bool(issue.files) + [(_HEADINGS["document"], list(documents))]
    return _filled(html, fill_in("downloads", groups=groups, pages="../", list=""))


def _filled(html: str, said: Markup) -> str:
    return _PLACE.sub(lambda m: f"{m['opens']}{said}", html, count=1)
