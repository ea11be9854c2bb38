"""A day from file to release: the page of the handbook, written from what the commands print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from support.publishing import gazette, notice, write_sources

MAY = "青江市人民政府公报\n2024年第5期\n\n"
MAY += notice("早市", "青政发〔2024〕9号", "早市应当按时开市。", "2024年5月1日")
_TEXT = "第一条 夜市按时开市。\n\n第二条 夜市 and 早市同址的，错时经营。\n\n第四条 夜市于二十三时闭市。"
JUNE = (
    "青江市人民政府公报\n2024年第6期\n\n"
    + notice("夜市", "青政发〔2024〕10号", _TEXT, "2024年6月8日")
    + "\n"
    + notice("集市", "青政发〔2024〕11号", "联系电话：手机13912345678。", "2024年7月28日")
)
_CORRECTION = """
[[correction]]
line = 10
was = "夜市 and 早市"
now = "夜市和早市"
why = "据纸质公报"

[[correction]]
line = 12
was = "第四条"
now = "第三条"
why = "据纸质公报"

[[correction]]
line = 26
was = "7月28日"
now = "6月28日"
why = "据纸质公报"

[[accept]]
code = "personal-data"
line = 22
why = "公开的办公电话"
"""

_HEAD = """---
title: 一天：从来稿到发布
---

# 一天：从来稿到发布

这一页由程序照实际运行写成，请勿手工修改。

例中的第5期已经发布，当天来了第6期的文字 `第6期.txt`。各步怎样做、为什么，见[编者手册](editors.md)。
"""


def day_page(folder: Path) -> str:
    """The page. Hashes and hours, which differ from run to run, are shown as ``x``. The terminal must stand
    in the folder, and the site be a quick one."""
    parts = [_HEAD, *_steps(folder)]
    said = re.sub(r"(?<=-)[0-9a-f]{8}\b", "xxxxxxxx", "\n".join(parts))
    return re.sub(r"(?<=202\d{5}-)\d{6}\b", "xxxxxx", said)


def _steps(folder: Path) -> Iterator[str]:
    write_sources(folder, {"qing-jiang-2024-05": MAY})
    (folder / "docs").mkdir()
    (folder / "gazette.toml").write_text('[publish]\nfolder = "www"\n', encoding="utf-8")
    gazette("publish", "--on", "2024-06-01")
    (folder / "第6期.txt").write_text(JUNE, encoding="utf-8")
    yield "## 1. 收录\n\n来稿是文字的，原样存入；Word 文件和网页也用这一条命令。\n"
    yield _run("add", "第6期.txt", "--id", "qing-jiang-2024-06", "--on", "2024-07-02")
    yield "## 2. 看报告\n\n先生成页面，再看报告。`--new` 只列上次发布以后新出现的。\n"
    yield _run("convert")
    yield _run("check", "--new")
    yield "这一期还要与纸质公报对照的：\n"
    yield _run("check", "--issue", "qing-jiang-2024-06")
    yield "不改就发布的，会这样拦下，什么也不写：\n"
    yield _run("publish", "--on", "2024-07-02")
    yield "## 3. 改正\n\n对照纸质公报，在 `raw/qing-jiang-2024-06.toml` 里写校勘和核定：\n"
    yield f"```text{_CORRECTION}```\n"
    sidecar = folder / "raw" / "qing-jiang-2024-06.toml"
    sidecar.write_text(sidecar.read_text(encoding="utf-8") + _CORRECTION, encoding="utf-8")
    yield _run("convert")
    yield _run("check", "--new")
    yield "## 4. 看变化\n\n与上一次发布相比，应当只有新的一期。\n"
    yield _run("changes")
    yield "提交 `raw/` 和 `docs/`，提交说明用 `gazette changes --message` 的草稿：\n"
    yield _run("changes", "--message")
    yield "## 5. 发布\n\n过关口，生成网站和离线包，最后一步切换。照所说的提交。\n"
    yield _run("publish", "--on", "2024-07-02")
    yield "## 6. 退回\n\n发布以后发现不对，退回上一次，改好再发。\n"
    yield _run("publish", "--back", "--on", "2024-07-02")


def _run(*words: str) -> str:
    """A command and what the screen shows."""
    said = gazette(*words).output.rstrip()
    return f"```text\n$ gazette {' '.join(words)}\n{said}\n```\n"
