"""Books kept from an earlier run: made anew where something that they hold has changed, and only there."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from build_tools.books import every
from build_tools.books.every import Made, book_files
from build_tools.cache.store import Store
from build_tools.model.corpus import Corpus
from build_tools.pipeline import convert_corpus
from support.books import SITE

SEEDS = range(20) if os.environ.get("GAZETTE_FULL") else range(2)
STEPS = 8
TITLE = "青江市早市管理办法"
DECREE = f"""青江市人民政府公报
2024年第5期

{TITLE}

第一条 早市应当按时开市。

第二条 早市由市商务局管理。

青江市人民政府

2022年4月10日
"""
DECISION = f"""青江市人民政府关于修改《{TITLE}》的决定

青政发〔2023〕4号

一、将《{TITLE}》第一条修改为：“第一条 早市应当准时开市。”

本决定自2023年9月1日起施行。

青江市人民政府

2023年8月10日
"""
NOTICE = f"""青江市人民政府关于做好早市工作的通知

青政发〔2023〕9号

各县（区）人民政府：

根据《{TITLE}》第二条和《青江市人民政府关于修改〈{TITLE}〉的决定》（青政发〔2023〕4号），做好早市工作。

早市应当清洁。

青江市人民政府

2023年10月10日
"""
TEXTS = {"decree.txt": DECREE, "decision.txt": DECISION, "notice.txt": NOTICE}


def _corpus(folder: Path) -> Corpus:
    return convert_corpus(sorted(folder.glob("*.txt")))


def _write(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three sources that name, change and carry out each other."""
    raw = tmp_path / "raw"
    raw.mkdir()
    _write(raw, TEXTS)
    return raw


@pytest.fixture
def made_anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources whose books are made, each by its file, in this process."""
    found: list[str] = []
    make: Callable[..., Iterator[Made]] = every._of_source

    def counting(index: int, corpus: Corpus, *rest: object) -> Iterator[Made]:
        found.append(corpus.sources[index].source.file)
        return make(index, corpus, *rest)

    monkeypatch.setattr(every, "_of_source", counting)
    monkeypatch.setattr(every, "cores", lambda: 1)
    return found


def test_books_of_unchanged_sources_are_not_made_anew(
    folder: Path, tmp_path: Path, made_anew: list[str]
) -> None:
    store = Store(tmp_path / "kept")
    first = book_files(_corpus(folder), SITE, store)
    assert sorted(made_anew) == sorted(TEXTS)
    made_anew.clear()
    assert book_files(_corpus(folder), SITE, store) == first
    assert made_anew == []


def test_a_text_alone_that_changes_is_made_anew_alone(
    folder: Path, tmp_path: Path, made_anew: list[str]
) -> None:
    store = Store(tmp_path / "kept")
    book_files(_corpus(folder), SITE, store)
    made_anew.clear()
    _write(folder, {"notice.txt": NOTICE.replace("应当清洁。", "应当整洁。")})
    book_files(_corpus(folder), SITE, store)
    assert made_anew == ["notice.txt"]


CHANGES = {
    "another day of the decision": ("decision.txt", "8月10日", "8月11日"),
    "another day from which it changes the decree": ("decision.txt", "9月1日", "9月2日"),
    "another article that it changes": ("decision.txt", "第一条", "第二条"),
    "other words that it puts there": ("decision.txt", "准时", "按点"),
    "another number of the decision": ("decision.txt", "〔2023〕4号", "〔2023〕5号"),
    "another day of the decree": ("decree.txt", "4月10日", "4月11日"),
    "another title of the decree": ("decree.txt", f"{TITLE}\n", f"{TITLE}（试行）\n"),
    "another organ that issues the decree": ("decree.txt", "青江市人民政府\n\n2022", "青江市政府\n\n2022"),
    "an article that is gone": ("decree.txt", "\n第二条 早市由市商务局管理。\n", ""),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_another_source_changes_in_a_book_is_in_it(change: str, folder: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "kept")
    before = book_files(_corpus(folder), SITE, store)
    name, was, now = CHANGES[change]
    assert was in TEXTS[name]
    _write(folder, {name: TEXTS[name].replace(was, now)})
    corpus = _corpus(folder)
    again = book_files(corpus, SITE, store)
    assert again != before
    assert _unlike(again, book_files(corpus, SITE)) == []


def _unlike(kept: dict[str, bytes], fresh: dict[str, bytes]) -> list[str]:
    assert kept.keys() == fresh.keys()
    return [path for path in fresh if kept[path] != fresh[path]]


def _step(folder: Path, rng: Random) -> None:
    """One character is another one, a source comes or goes."""
    name = rng.choice(sorted(TEXTS))
    path = folder / name
    text = path.read_text(encoding="utf-8") if path.is_file() else TEXTS[name]
    if rng.random() < 0.2 and len(list(folder.glob("*.txt"))) > 1:
        path.unlink(missing_ok=True)
        return
    at = rng.choice([i for i, c in enumerate(text) if c in "一二三四早市时办法第条号0123456789〔〕《》"])
    path.write_text(text[:at] + rng.choice("一二三早市政令57《》条") + text[at + 1 :], encoding="utf-8")


@pytest.mark.parametrize("seed", SEEDS)
def test_kept_books_are_as_fresh_ones_after_random_changes(seed: int, folder: Path, tmp_path: Path) -> None:
    rng, store = Random(seed), Store(tmp_path / "kept")
    unlike = []
    for step in range(STEPS):
        _step(folder, rng)
        corpus = _corpus(folder)
        kept, fresh = book_files(corpus, SITE, store), book_files(corpus, SITE)
        unlike += [(step, path) for path in _unlike(kept, fresh)]
    assert unlike == []
