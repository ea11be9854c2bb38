"""Articles that an amending text names, in its own words and in quoted ones: of the amended text. An article
that is cited by the numbers of the amended text leads to none of the old numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.pages.every import all_pages
from build_tools.pipeline import convert_corpus

OLD = """临江市人民政府关于印发《临江市供水办法》的通知

临政发〔2020〕7号

现将《临江市供水办法》印发给你们。

临江市人民政府
2020年3月1日

临江市供水办法

第一条 为了规范供水，制定本办法。

第二条 供水单位应当保证水质。

第三条 市水利局负责供水。

第四条 用水单位应当节水。

第五条 供水单位应当遵守规定。
"""
HEAD = "临江市人民政府关于修改《临江市供水办法》的决定\n\n临政发〔2023〕72号\n\n各县（区）人民政府：\n\n"
FOOT = "\n\n临江市人民政府\n2023年3月1日\n"


def ways(body: str, folder: Path) -> list[tuple[str, list[str | None]]]:
    """What the amending text refers to: the printed words, and the articles of the amended text."""
    (folder / "old.txt").write_text(OLD, encoding="utf-8")
    (folder / "new.txt").write_text(HEAD + body + FOOT, encoding="utf-8")
    corpus = convert_corpus([folder / "new.txt", folder / "old.txt"])
    assert all_pages(corpus)
    own = [r for r in corpus.web.references if r.record == "lin-zheng-fa-2023-72"]
    assert {t[0] for r in own for t in r.targets if t} <= {"lin-zheng-fa-2020-7-text"}
    return [(r.reference.text, [t and t[1] for t in r.targets]) for r in own]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("一、删去第三条中的“市水利局”。", [("第三条", ["art-3"])]),
        ("一、删去第二条、第四条。", [("第二条、第四条", ["art-2", "art-4"])]),
        ("一、将《临江市供水办法》第五条修改为：“供水单位应当节水。”", [("第五条", ["art-5"])]),
        (
            "一、第五条修改为：“供水单位应当遵守第二条和第三条的规定。”",
            [("第五条", ["art-5"]), ("第二条和第三条", ["art-2", "art-3"])],
        ),
        (
            "第一条 增加一条，作为第四条：“违反第一条、第四条的，由市水务局处罚。”",
            [("第一条、第四条", ["art-1"])],
        ),
    ],
)
def test_of_the_amended_text(body: str, found: list[tuple[str, list[str]]], tmp_path: Path) -> None:
    assert ways(body, tmp_path) == found


@pytest.mark.parametrize(
    "body",
    [
        "一、增加一条，作为第四条：“用水应当计量。”",  # the number of the new article
        "一、增加一条，作为第三条：“第三条 用水应当计量。”",
        "一、增加一条，作为第六条：“依照《中华人民共和国水法》第二条处罚。”",  # of another law
        "一、增加一条，作为第六条：“依照水法第二条处罚。”",
    ],
)
def test_not_of_the_amended_text(body: str, tmp_path: Path) -> None:
    assert ways(body, tmp_path) == []


# Texts that cite the amended one


AMENDS = "对《临江市供水办法》作如下修改：\n\n{body}\n\n本决定自2023年4月1日起施行。"
CITING = (
    "临江市人民政府关于供水的通知\n\n临政发〔{year}〕9号\n\n各县（区）人民政府：\n\n"
    "按照《临江市供水办法》第二条和第四条执行。\n\n临江市人民政府\n{year}年5月1日\n"
)


@pytest.mark.parametrize(
    ("body", "year", "anchors"),
    [
        ("一、删去第三条。", 2024, ["art-2", None]),
        ("一、增加一条，作为第三条：“供水应当安全。”\n\n二、第三条改为第四条。", 2024, ["art-2", None]),
        ("一、删去第三条。", 2022, ["art-2", "art-4"]),
        ("一、将第三条修改为：“市住建局负责供水。”", 2024, ["art-2", "art-4"]),
        ("一、第三条增加一款，作为第二款：“供水应当安全。”", 2024, ["art-2", "art-4"]),
    ],
    ids=["deleted", "inserted", "cited before", "not: only replaced", "not: a 款 more"],
)
def test_a_number_of_the_new_text(body: str, year: int, anchors: list[str | None], tmp_path: Path) -> None:
    texts = (OLD, HEAD + AMENDS.format(body=body) + FOOT, CITING.format(year=year))
    paths = [tmp_path / f"{n}.txt" for n in range(3)]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    corpus = convert_corpus(paths)
    (referred,) = corpus.web.referred_in[corpus.by_source[2][0].id]
    assert [target and target[1] for target in referred.targets] == anchors
