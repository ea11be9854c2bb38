"""A word of a table is one line there: an invented one works in every stage, and only so."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import build_tools

_PACKAGE = Path(build_tools.__file__).parent
_SOURCE = """云岭省人民政府关于印发早市管理制度的通知

云岭政发〔2024〕11号

各市人民政府：

现将修改后的制度印发给你们，请认真执行。补充执行早市衡约云岭政发〔2023〕7号。

云岭省人民政府

2024年4月1日

云岭省早市管理衡约

第一条 为了管理早市，制定本衡约。

第二条 早市由县人民政府设立。

第三条 违反本管理衡约第二条的，责令改正。违反夜市衡约第一条的，按其规定处罚。

第四条 《工作衡约》另行制定。

第五条 本衡约自2024年5月1日起施行。
"""
_FREE = """云岭省夜市衡约

目录

第一章 总则

第二章 附则

第一章 总则

第一条 为了管理夜市，制定本衡约。

第二章 附则

第二条 衡约有效期至2028年12月31日。
"""


_DUTY = """关于做好早市工作的通知

云早发〔2024〕3号

各市人民政府：

一、加强早市管理。（云岭早市廨牵头，云岭夜市廨配合）

云岭省早市廨

2024年4月1日
"""
_SEEN = (
    "documents: a text that its notice names otherwise",
    "citations: an article of another text",
    "citations: where a number begins",
    "citations: a short form is no instrument",
    "facts: a clause on how long it applies",
)


def _data(folder: Path, table: str, line: str, *texts: str) -> dict[str, list[dict[str, Any]]]:
    """The data of the texts, by a copy of the program whose table has a line more at the head of a group."""
    shutil.copytree(_PACKAGE, folder / "build_tools", ignore=shutil.ignore_patterns("__pycache__"))
    path = folder / "build_tools" / "language" / table
    group, _, word = line.partition(" ")
    head, tail = path.read_text("utf-8").split(f"\n{group} = [")
    path.write_text(f"{head}\n{group} = [\n{word}\n{tail}", "utf-8")
    for n, text in enumerate(texts):
        (folder / f"text{n}.txt").write_text(text, "utf-8")
    names = [f"text{n}.txt" for n in range(len(texts))]
    command = (sys.executable, "-m", "build_tools", "convert", *names, "--out", "out")
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return {path.stem: json.loads(path.read_text("utf-8")) for path in (folder / "out/data").glob("*.json")}


@pytest.mark.parametrize("known", [True, False])
def test_an_invented_kind_works_in_every_stage(tmp_path: Path, known: bool) -> None:
    data = _data(tmp_path, "genres.toml", 'laws "衡约",' if known else "laws", _SOURCE, _FREE)
    documents = {(d["kind"], d["title"]) for d in data["documents"]}
    references = {r["text"] for r in data["references"] if r["target"]}
    numbers = {c["doc_number"] for c in data["citations"]}
    states = {v["name"]: v["state"] for v in data["validity"]}
    not_held = "".join(p.read_text("utf-8") for p in (tmp_path / "out/pages/lists").glob("*.md"))
    assert "第二条" in references  # 违反本管理衡约第二条
    assert {
        "documents: a text that its notice names otherwise": ("attached", "云岭省早市管理衡约") in documents,
        "citations: an article of another text": "第一条" not in references,
        "citations: where a number begins": "云岭政发〔2023〕7号" in numbers,
        "citations: a short form is no instrument": "《工作衡约》" not in not_held,
        "facts: a clause on how long it applies": states.get("云岭省夜市衡约") == "unread",
    } == dict.fromkeys(_SEEN, known)


@pytest.mark.parametrize("known", [True, False])
def test_an_invented_organ_works_in_every_stage(tmp_path: Path, known: bool) -> None:
    data = _data(tmp_path, "organs.toml", 'offices "廨",' if known else "offices", _DUTY)
    assert bool(data["duties"]) is known
    assert (data["documents"][0]["issuers"] == ["云岭省早市廨"]) is known


_WORDS = """关于做好早市工作的通知

云早发〔2024〕3号

各市人民政府：

一、到2030年，早市装机容量达到50玳以上。〔玳领单位：云岭省商务厅；配合单位：云岭省民政厅〕

附件

早市名单

| 玳号 | 名称 | 类别 |
|---|---|---|
| 1 | 东市 | 甲 |
| 2 | 西市 | 乙 |

云岭省商务厅

2024年4月1日
"""
_POST = """云岭省人民政府关于王某任职的通知

云政任〔2024〕4号

各市人民政府：

任命王某为云岭省商务厅玳司。

云岭省人民政府

2024年4月1日
"""
_SEEN_OF = {
    ("measures.toml", "physical", "玳"): "a target of this unit",
    ("duty_words.toml", "leads", "玳领"): "who leads by this word",
    ("posts.toml", "staff", "玳司"): "the organ before this post",
    ("columns.toml", "serial", "玳号"): "a column that counts the rows",
}


def _seen(data: dict[str, list[dict[str, Any]]], by_organ: str) -> dict[str, bool]:
    units = [unit for duty in data["duties"] for unit in duty["units"]]
    return {
        "a target of this unit": any(target["unit"] == "玳" for target in data["targets"]),
        "who leads by this word": any(
            unit["name"] == "云岭省商务厅" and unit["role"] == "lead" for unit in units
        ),
        "the organ before this post": "## 云岭省商务厅 {" in by_organ,
        "a column that counts the rows": any(table["types"][0] == "serial" for table in data["tables"]),
    }


def test_none_of_the_invented_words_is_known(tmp_path: Path) -> None:
    data = _data(tmp_path, "genres.toml", 'laws "衡约",', _WORDS, _POST)
    assert data["tables"]
    by_organ = (tmp_path / "out/pages/lists/people-by-organ.md").read_text("utf-8")
    assert _seen(data, by_organ) == dict.fromkeys(_SEEN_OF.values(), False)


@pytest.mark.parametrize("word", _SEEN_OF, ids=lambda w: w[0])
def test_an_invented_word_is_read(tmp_path: Path, word: tuple[str, str, str]) -> None:
    table, group, said = word
    data = _data(tmp_path, table, f'{group} "{said}",', _WORDS, _POST)
    by_organ = (tmp_path / "out/pages/lists/people-by-organ.md").read_text("utf-8")
    assert [what for what, seen in _seen(data, by_organ).items() if seen] == [_SEEN_OF[word]]
