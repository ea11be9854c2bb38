"""What a site tells programs: ``llms.txt`` where text and data are, ``robots.txt`` that all may be read."""

from __future__ import annotations

from collections.abc import Iterable

from build_tools.documents.names import html_address, issue_path, issue_title, year_of
from build_tools.exports.contract.files import FILES
from build_tools.model.corpus import Corpus
from build_tools.pages.issue import newest_first

ROBOTS = "robots.txt"


def machine_files(corpus: Corpus, site_name: str, site_url: str) -> dict[str, str]:
    """Path below the site → content."""
    where = f"\nSitemap: {site_url}sitemap.xml\n" if site_url else ""
    return {
        "llms.txt": _llms(corpus, site_name, site_url),
        ROBOTS: f"User-agent: *\nAllow: /\n{where}",
    }


def _llms(corpus: Corpus, site_name: str, at: str) -> str:
    """In the form of llmstxt.org; addresses without a site lead on from the file."""
    years = sorted({year_of(i, corpus) for i in range(len(corpus.sources))}, reverse=True)
    issues = [f"[{issue_title(i, corpus)}]({at}{html_address(issue_path(i, corpus))})"
              for i in newest_first(corpus)]  # fmt: skip
    parts = [
        f"# {site_name}",
        "> 政府公报的全文，逐字保存，每段可以追溯到来源文本的行。引用时请写明标题、文号、条款和网页地址；"
        "文字以纸质公报为准。",
        "文件的网页 documents/NAME.html 旁边有同样内容的 NAME.md（Markdown）、NAME.txt（纯文本）和 "
        "NAME.json（逐段，附锚点和来源行）。标题里没有写明的，不要推断；各文件是否现行有效见 validity.json。",
        "## 全文",
        _list(f"[{year}.jsonl]({at}data/text/{year}.jsonl)：每行一份文件" for year in years),
        "## 数据",
        _list(
            f"[{name}.json]({at}data/{name}.json)：{f.about.partition('。')[0]}" for name, f in FILES.items()
        ),
        "同样的文件按年份分开，在 data/years/ 下每年一个文件夹。",
        _list(
            (
                f"[datapackage.json]({at}data/datapackage.json)：各数据文件的大小、校验和与 Schema",
                f"[下载]({at}lists/downloads.html)：网站另做了的 Word、EPUB、PDF、Akoma Ntoso、全部数据的 "
                "SQLite 文件、整批下载，附大小和校验和",
                f"[数据]({at}lists/data.html)：说明，和用 jq、SQL 回答的十个问题",
            )
        ),
        "## 公报",
        _list(issues),
    ]
    return "\n\n".join(parts) + "\n"


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
