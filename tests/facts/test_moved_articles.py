"""An article that is cited by the numbers of an amended text leads to no article of the old numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

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
"""
AMENDING = (
    "临江市人民政府关于修改《临江市供水办法》的决定\n\n临政发〔2023〕72号\n\n各县（区）人民政府：\n\n"
    "对《临江市供水办法》作如下修改：\n\n{body}\n\n本决定自2023年4月1日起施行。\n\n临江市人民政府\n2023年3月1日\n"
)
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
    texts = (OLD, AMENDING.format(body=body), CITING.format(year=year))
    paths = [tmp_path / f"{n}.txt" for n in range(3)]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    corpus = convert_corpus(paths)
    (referred,) = corpus.web.referred_in[corpus.by_source[2][0].id]
    assert [target and target[1] for target in referred.targets] == anchors
