"""Addresses are stable: a reprint in a later source never takes over the address of the first."""

from __future__ import annotations

from pathlib import Path

from build_tools.model.catalogue import Code
from build_tools.pipeline import convert_corpus

NOTICE = """关于加强早市管理的通知

青政发〔2024〕9号

各县（区）人民政府：

早市应当按时收摊。

青江市人民政府
2024年5月11日
"""
LATER = """
关于表彰先进集体的通知

青政发〔2024〕20号

各县（区）人民政府：

对先进集体予以表彰。

青江市人民政府
2024年9月1日
"""


def test_a_later_reprint_gets_a_suffix_whatever_its_file_is_called(tmp_path: Path) -> None:
    (tmp_path / "m.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "a.txt").write_text(NOTICE + LATER, encoding="utf-8")
    corpus = convert_corpus(sorted(tmp_path.glob("*.txt")))
    held = {(corpus.sources[r.source].source.id, r.document.doc_number): r for r in corpus.records}
    first, reprint = held[("m", "青政发〔2024〕9号")], held[("a", "青政发〔2024〕9号")]
    assert first.id == "qing-zheng-fa-2024-9"
    assert reprint.id == "qing-zheng-fa-2024-9-2"
    assert reprint.reprint_of == first.id
    assert [n.code for n in corpus.notes[0] if n.code is Code.DUPLICATE] == [Code.DUPLICATE]


def test_a_source_named_like_the_list_of_issues_keeps_its_page(tmp_path: Path) -> None:
    (tmp_path / "index.txt").write_text(NOTICE, encoding="utf-8")
    corpus = convert_corpus([tmp_path / "index.txt"])
    assert corpus.bases == ("index-2",)
