"""The page of publications: what came, was corrected, changed its state, moved, was withdrawn, and when."""

from __future__ import annotations

from build_tools.language.days import chinese
from build_tools.model.corpus import Corpus
from build_tools.model.published import Pages
from build_tools.pages.blocks import relative
from build_tools.pages.front_matter import front_matter
from build_tools.pages.markdown import escape, link

PAGE = "lists/publications.md"
_SOURCE = "published/ 下的发布记录"


def publications_page(corpus: Corpus) -> str:
    """The page, the newest publication first. What is withdrawn is named without a way to it."""
    releases = corpus.past.releases
    there = {page.removesuffix(".md") + ".html": page for page in corpus.by_page}
    days = {release.id: release.day for release in releases}
    parts = [front_matter({"title": "发布记录"}, _SOURCE), "# 发布记录"]
    parts.append("本站每次发布的日期，和新增、改正、状态变化、改址、撤下的页面。不是文件的日期。")
    ways = (
        ("文件（按日期）", "lists/by-date.md"),
        ("大事记", "lists/chronicle.md"),
        ("数据与订阅", "lists/data.md"),
    )
    by_date, chronicle, data = (link(words, relative(page, PAGE)) for words, page in ways)
    watched = link("关注清单", relative("lists/watch.md", PAGE))
    parts.append(
        f"文件自己的日期见{by_date}，各月大事见{chronicle}；新收的文件可以订阅，见{data}；"
        f"只看所关心的有没有变化，用{watched}。"
    )
    if not releases:
        parts.append("尚未发布。")
    for number, release in reversed(list(enumerate(releases, start=1))):
        parts.append(f"## {chinese(release.day)} {{ #release-{number} }}")
        if release.back_to:
            parts.append(f"退回{chinese(days[release.back_to])}的发布。")
            continue
        brought = release.happened.by_name()
        said = [f"**{name}**（{len(pages)}）\n\n{_list(pages, there)}" for name, pages in brought if pages]
        parts += said or ["内容没有变化。"]
    return "\n\n".join(parts) + "\n"


def _list(pages: Pages, there: dict[str, str]) -> str:
    rows = (
        link(title, relative(there[page], PAGE)) if page in there else escape(title) for page, title in pages
    )
    return "\n".join(f"- {row}" for row in rows)
