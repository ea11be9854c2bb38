"""A link needs exactly one target: a number that two records bear leads to neither."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.pipeline import convert_corpus

HELD = "青江市人民政府关于加强{what}管理的通知\n\n青政发〔2024〕9号\n\n{what}应当按时开市。\n"
CITING = "青江市人民政府关于检查的通知\n\n青政发〔2024〕12号\n\n请按照青政发〔2024〕9号文件执行。\n"


@pytest.mark.parametrize(
    ("held", "targets"),
    [(["早市"], ["qing-zheng-fa-2024-9"]), (["早市", "夜市"], [None])],
    ids=["one", "two"],
)
def test_a_number_leads_to_its_only_record(
    held: list[str], targets: list[str | None], tmp_path: Path
) -> None:
    paths = [tmp_path / f"{n}.txt" for n in range(len(held) + 1)]
    for path, text in zip(paths, [*(HELD.format(what=what) for what in held), CITING], strict=True):
        path.write_text(text, encoding="utf-8")
    corpus = convert_corpus(paths)
    numbered = [c for c in corpus.web.citations if c.citation.text == "青政发〔2024〕9号"]
    assert [c.target for c in numbered] == targets
