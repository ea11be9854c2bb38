"""What pages say of a source that could not be made anew: its own, which are kept, and the lists."""

from __future__ import annotations

import re

from build_tools.model.corpus import Corpus
from build_tools.pages.front_matter import ALL_SOURCES, snippet_head
from build_tools.pages.markdown import box, escape

PAGE = "lists/_missing.md"
_HEAD = f"{snippet_head(ALL_SOURCES)}\n"
_TITLE = re.compile(r"^# .*\n", re.MULTILINE)
_KEPT = "gz-kept"
_NOTICE = re.compile(rf'\n<div class="{_KEPT}" data-derived="true" markdown="1">\n\n.*\n\n</div>\n')


def kept(markdown: str, file: str) -> str:
    """A page as it stands, with the notice that it was not made anew; the notice stands there once."""
    said = f"本期未能重新生成：来源文本 {escape(file)} 这一次未能处理，本页是上一次生成的。"
    head, end, body = _NOTICE.sub("", markdown).partition(" -->\n")
    return f"{head}{end}\n{box(_KEPT, said)}\n{body}"


def statement(corpus: Corpus) -> str:
    """Which sources the lists lack; nothing where they lack none."""
    if not corpus.failed:
        return ""
    names = "、".join(escape(failed.source.file) for failed in corpus.failed)
    said = f"以下来源本期未能重新生成，数据、清单和检索中没有其内容：{names}。"
    return f"{box('gz-missing-sources', said)}\n"


def with_statement(markdown: str, said: str) -> str:
    """A list with the statement below its title; a snippet, which has none, as it is."""
    title = _TITLE.search(markdown) if said else None
    return markdown if title is None else f"{markdown[: title.end()]}\n{said}{markdown[title.end() :]}"


def missing_snippet(said: str) -> str:
    """The statement as a snippet that pages written by hand take in; its head alone where there is none."""
    return f"{_HEAD}\n{said}" if said else _HEAD
