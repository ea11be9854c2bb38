"""The page that offers all data: each file with what it holds and its schema, and the feeds."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from build_tools.documents.names import year_of
from build_tools.exports.contract.files import FILES
from build_tools.exports.data_files import YEARS
from build_tools.exports.feeds import PUBLICATIONS, feeds
from build_tools.exports.package import RIGHTS
from build_tools.exports.questions import QUESTIONS, Question
from build_tools.model.corpus import Corpus
from build_tools.pages.blocks import relative
from build_tools.pages.front_matter import ALL_SOURCES, front_matter
from build_tools.pages.lists.overview import tables_of
from build_tools.pages.markdown import escape

PAGE = "lists/data.md"


def data_page(corpus: Corpus) -> str:
    """The page. Files of the data folder are no pages: their links are written as HTML."""
    parts = [front_matter({"title": "数据与订阅"}, ALL_SOURCES), "# 数据与订阅"]
    parts.append(
        f"可以自由使用：{RIGHTS}。读者常用的在前：新收文件的订阅、日历、表格；供程序用的[数据文件](#files)在后。"
    )
    parts += [*_for_readers(corpus), *_for_programs(corpus)]
    return "\n\n".join(parts) + "\n"


def _for_readers(corpus: Corpus) -> Iterator[str]:
    """What is subscribed to, put into a calendar, or opened in a spreadsheet."""
    yield "## 订阅 { #feeds }"
    yield "新收文件的订阅源（Atom），用阅读器订阅；不用阅读器的，用[关注清单](watch.md)。"
    yield "\n".join(f"- {_way(feed.path, feed.title)}" for feed in feeds(corpus))
    yield f"本站每次发布：{_way(PUBLICATIONS, '发布记录')}，见[发布记录](publications.md)。"
    yield "## 日历 { #calendar }"
    yield (
        f"各文件开始施行、期满和废止的日子：{_way('data/calendar.ics', 'calendar.ics')}（iCalendar）；"
        f"需要清理、修订或者续期的：{_way('data/radar.ics', 'radar.ics')}"
    )
    count = sum(1 for form in (False, True) for _ in tables_of(corpus, form=form))
    yield "## 表格 { #tables }"
    yield (
        f"{count}张表格和表单各有 CSV（Excel 可直接打开）、XLSX（另附核对、推定和存疑的格子）"
        "和 JSON，见[表格与表单](tables.md)，合为一个文件的见"
        f"{_way('data/all-tables.zip', 'all-tables.zip')}，也可在各表上方下载。"
    )


def _for_programs(corpus: Corpus) -> Iterator[str]:
    """The data files, the texts, and what asks them."""
    yield "## 数据文件 { #files }"
    yield (
        "全部数据由来源文本转换得出，UTF-8 编码。每个文件是一个记录数组，"
        "各键的含义见[各数据文件的键](fields.md)，写法和取值见同名的 JSON Schema。"
        "行号从 1 起，指来源文本的行；日期按 ISO 8601。"
    )
    yield "\n".join(["| 文件 | 内容 | 说明各键 |", "|---|---|---|", *map(_file, FILES)])
    yield _by_year(corpus)
    yield from _texts(corpus)
    yield from _questions()


def _by_year(corpus: Corpus) -> str:
    """Where the records of one year are."""
    ways = "　".join(_way(f"data/{YEARS}/{y}/documents.json", f"{y}/documents.json") for y in _years(corpus))
    return f"各数组另按所在期的年份分开，在 `{YEARS}/` 下每年一个文件夹，文件同名：{ways}"


def _years(corpus: Corpus) -> list[str]:
    return sorted({year_of(index, corpus) for index in range(len(corpus.sources))})


def _texts(corpus: Corpus) -> list[str]:
    """The text as data, and the whole as one file and one package."""
    lines = "　".join(_way(f"data/text/{year}.jsonl", f"{year}.jsonl") for year in _years(corpus))
    return [
        "## 正文 { #text }",
        f"每份文件一行，全文在内：逐段的文字、编号、锚点、来源行、脚注、整理和存疑，表格完整；按所在期的年份分开"
        f"（JSON Lines）：{lines}（{_way('data/text.schema.json', 'Schema')}）。"
        "各文件的网页旁边另有同名的 JSON、Markdown 和纯文本，在页末下载；"
        "另做了 Word、EPUB 等格式的，列在[下载](downloads.md)。",
        "## 合为一体 { #whole }",
        "`gazette.sqlite`（SQLite）与图书一起制作，做了的列在[下载](downloads.md)：文件、段落、表格和格子、引用、"
        "责任、指标、状态都在一个文件里，其余的数据文件各是同名的一张表，查询如下。"
        "三个字以上的词用全文索引 `trigrams`，"
        "一两个字的用 `passages`。各表各栏的说明用 `.schema` 查看；发文机关等可以有几个值的栏是 JSON 数组。"
        "同样各表的 Parquet 也是，例如 "
        """`duckdb -c "SELECT role, count(*) FROM 'blocks.parquet' GROUP BY role"`。""",
        f"{_way('data/datapackage.json', 'datapackage.json')}（Frictionless Data Package）列出"
        "全部数据文件的大小、校验和与 Schema，在数据所在的文件夹里用 "
        "`frictionless validate datapackage.json` 核对（`pip install 'frictionless[json]'`）；"
        f"{_way('data/catalog.jsonld', 'catalog.jsonld')}（DCAT-AP）供数据门户收录；"
        f"{_way('llms.txt', 'llms.txt')} 供程序了解本站。",
    ]


def _questions() -> list[str]:
    """Ten questions with their answers, as they are typed: to jq in the folder of the data."""
    head = "## 十个问题 { #questions }"
    said = (
        "用 `jq` 在数据所在的文件夹里提问，或用 `sqlite3` 打开 `gazette.sqlite` 提问，两种写法的答案相同。"
        "这个文件夹就是网站的 `data/`：从 `datapackage.json` 起，照其中的 `path` 逐个取来。"
        "文号照所印的写，括号是〔〕；同一文号可以有几份文件。"
        "两次之间变了什么，见发布记录，或者比较两份 `datapackage.json` 里各文件的校验和。"
    )
    return [head, said, *(part for n, q in enumerate(QUESTIONS, start=1) for part in _question(n, q))]


def _question(n: int, question: Question) -> list[str]:
    typed = f"jq {question.options} '{question.program}' {question.file}"
    return [
        f"### {n}. {escape(question.asked)} {{ #question-{n} }}",
        f"```sh\n{typed}\n```",
        f"```sql\n{question.sql}\n```",
    ]


def _file(name: str) -> str:
    said = FILES[name].about.partition("。")[0]
    files = _way(f"data/{name}.json", f"{name}.json")
    return f"| {files} | {escape(said)} | {_way(f'data/{name}.schema.json', 'Schema')} |"


def _way(path: str, words: str) -> str:
    return str(Markup('<a href="{}">{}</a>').format(relative(path, PAGE), words))
