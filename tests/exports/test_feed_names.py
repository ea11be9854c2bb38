"""A feed for each gazette and each issuer, however alike their names are."""

from __future__ import annotations

from pathlib import Path

from build_tools.exports.feeds import feeds
from build_tools.model.corpus import Corpus
from build_tools.pipeline import convert_corpus
from support.conversion import SOURCES, converted


def _notice(issuer: str, number: str, day: int) -> str:
    return (
        f"{issuer}关于加强供水管理的通知\n\n{number}\n\n各县（区）人民政府：\n\n一、加强供水管理。\n\n"
        f"{issuer}\n2023年5月{day}日\n\n"
    )


def _corpus(folder: Path, *texts: str) -> Corpus:
    paths = [folder / f"{name}.txt" for name in "abc"[: len(texts)]]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return convert_corpus(paths)


def _files(corpus: Corpus) -> dict[str, str]:
    return {feed.title: feed.path for feed in feeds(corpus)}


SHORT, LONG = "新疆维吾尔自治区人民政府", "新疆维吾尔自治区人民政府办公厅"
NAME = "feeds/issuer-xin-jiang-wei-wu-er-zi-zhi-qu-ren-min-zheng-fu"


def test_a_government_and_its_office(tmp_path: Path) -> None:
    text = _notice(SHORT, "新政发〔2023〕61号", 6) + _notice(LONG, "新政办发〔2023〕62号", 7)
    files = _files(_corpus(tmp_path, text))
    assert (files[SHORT], files[LONG]) == (f"{NAME}.xml", f"{NAME}-2.xml")


def test_the_name_of_a_feed_stays(tmp_path: Path) -> None:
    """A name that comes later leaves the address to the one that had it."""
    alone = _files(_corpus(tmp_path, _notice(LONG, "新政办发〔2023〕62号", 7)))
    both = _notice(LONG, "新政办发〔2023〕62号", 7) + _notice(SHORT, "新政发〔2023〕63号", 8)
    assert alone[LONG] == _files(_corpus(tmp_path, both))[LONG] == f"{NAME}.xml"


def test_cities_that_are_read_alike(tmp_path: Path) -> None:
    text = _notice("青江市人民政府", "青政发〔2023〕1号", 6) + _notice(
        "清江市人民政府", "清政发〔2023〕1号", 7
    )
    assert len({p for t, p in _files(_corpus(tmp_path, text)).items() if t.endswith("政府")}) == 2


def test_a_collection_without_a_name_has_no_feed_for_each_of_its_documents(tmp_path: Path) -> None:
    text = _notice(SHORT, "新政发〔2023〕61号", 6) + _notice(LONG, "新政办发〔2023〕62号", 7)
    assert [p for p in _files(_corpus(tmp_path, text)).values() if "/gazette-" in p] == []


def test_gazettes_too(tmp_path: Path) -> None:
    cover = "{}公报\n2023年第2期\n\n"
    corpus = _corpus(
        tmp_path,
        cover.format(SHORT) + _notice(SHORT, "新政发〔2023〕61号", 6),
        cover.format(LONG) + _notice(LONG, "新政办发〔2023〕62号", 7),
    )
    assert len({p for p in _files(corpus).values() if "/gazette-" in p}) == 2


def test_one_organ_whose_name_is_set_in_two_lines(tmp_path: Path) -> None:
    name = "云岭哈尼族彝族自治州人民政府"
    broken = _notice(name, "云政发〔2023〕62号", 7).replace(
        f"{name}\n2023", f"{name[:-4]}\n{name[-4:]}\n2023"
    )
    corpus = _corpus(tmp_path, _notice(name, "云政发〔2023〕61号", 6) + broken)
    assert [t for t, path in _files(corpus).items() if "/issuer-" in path] == [name]


def test_every_feed_has_a_file_of_its_own() -> None:
    paths = [feed.path for feed in feeds(converted(*SOURCES))]
    assert len(paths) == len(set(paths))
