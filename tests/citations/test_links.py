"""Citations and references against careful human readings, and links that add nothing but themselves.

A reading lists every citation of a source with its title, number, relation and target;
``relation_alt`` and ``target_alt`` are as good, an ``optional`` entry may be missing.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from msgspec import to_builtins

from build_tools.exports.records import citation_record, reference_record
from build_tools.model.citation import Web
from build_tools.model.corpus import Corpus
from build_tools.pages.document import pages
from build_tools.pages.lists.registers import cited_listing, numbers_listing
from build_tools.pipeline import convert_corpus
from support.conversion import SOURCES, TEXTS, converted, corpus_of
from support.lists import pages_of
from support.paths import TESTS
from support.rendering import article

Entry = dict[str, Any]
_EACH_SOURCE = pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)


@cache
def reading(path: Path) -> dict[str, list[Entry]]:
    """What a careful reader found that a source cites and refers to."""
    found: dict[str, list[Entry]] = json.loads(
        (TESTS / "citations" / "readings" / f"{path.stem}.json").read_text(encoding="utf-8")
    )
    return found


def _same(text: str) -> str:
    return re.sub(r"\s", "", text)


@cache
def found(path: Path) -> tuple[list[Entry], list[Entry]]:
    """The citations and references of a source as data, resolved over all five."""
    corpus = converted(*SOURCES)
    own = {r.id for r in corpus.records if corpus.sources[r.source].source.id == path.stem}
    citations = [to_builtins(citation_record(c)) for c in corpus.web.citations if c.record in own]
    references = [to_builtins(reference_record(r)) for r in corpus.web.references if r.record in own]
    return citations, references


def matched(
    read: list[Entry], got: list[Entry]
) -> tuple[list[tuple[Entry, Entry]], list[Entry], list[Entry]]:
    """The pairs of read and found, what was read and not found, and what was found and not read."""
    left, pairs, missed = list(got), [], []
    for entry in read:
        place = (entry["document"], entry["line"], _same(entry["text"]))
        hit = next((g for g in left if (g["document"], g["line"], _same(g["text"])) == place), None)
        if hit is not None:
            left.remove(hit)
            pairs.append((entry, hit))
        elif not entry.get("optional"):
            missed.append(entry)
    return pairs, missed, left


@_EACH_SOURCE
def test_every_citation_is_found_and_no_other(path: Path) -> None:
    _, missed, more = matched(reading(path)["citations"], found(path)[0])
    assert missed == []
    assert more == []


@_EACH_SOURCE
def test_number_relation_and_target(path: Path) -> None:
    pairs, _, _ = matched(reading(path)["citations"], found(path)[0])
    assert pairs
    for entry, got in pairs:
        where = f"line {entry['line']} {entry['text']}"
        assert got["doc_number"] == entry["doc_number"], where
        assert got["relation"] in (entry["relation"], *entry.get("relation_alt", ())), where
        assert got["target"] in (entry["target"], *entry.get("target_alt", ())), where
        assert got["instrument"] is (entry.get("kind") != "other"), where


@_EACH_SOURCE
def test_short_forms_stand_for_what_their_document_says(path: Path) -> None:
    pairs, _, _ = matched(reading(path)["citations"], found(path)[0])
    assert pairs
    for entry, got in pairs:
        stands_for = got["stands_for"] and _same(got["stands_for"])
        assert stands_for == entry.get("stands_for"), f"line {entry['line']} {entry['text']}"


@_EACH_SOURCE
def test_references(path: Path) -> None:
    pairs, missed, more = matched(reading(path)["references"], found(path)[1])
    assert missed == []
    assert more == []
    for entry, got in pairs:
        assert (got["target"], got["present"]) == (entry["target"], entry["present"]), entry["text"]
        if "targets" in entry:
            assert got["targets"] == entry["targets"]
        if "target_document" in entry:
            assert got["target_document"] == entry["target_document"]


_LINK = re.compile(
    r'<a class="gz-cite" href="[^"]*">(.*?)</a>|<span class="gz-missing"[^>]*>[^<]*</span>', re.DOTALL
)
_BOX = re.compile(r'<details class="gz-web".*?</details>\n*', re.DOTALL)


def _without_links(html: str) -> str:
    return _LINK.sub(lambda m: m[1] or "", _BOX.sub("", html))


@pytest.mark.parametrize("corpora", [(SOURCES,), tuple((p,) for p in TEXTS)], ids=["sources", "texts"])
def test_links_only_add_links(corpora: tuple[tuple[Path, ...], ...]) -> None:
    """The rendered page without its links is, byte for byte, the page rendered without the web."""
    linked = 0
    for paths in corpora:
        corpus = converted(*paths)
        bare = pages(replace(corpus, web=Web()))
        for page, markdown in pages(corpus).items():
            if markdown != bare[page]:
                linked += 1
                assert _without_links(article(markdown)) == _without_links(article(bare[page])), page
    assert linked > 10


def _offsets(corpus: Corpus) -> list[tuple[str, str]]:
    """The text that each citation and reference says it is, beside what stands at its place."""
    pairs = []
    entries = [(c.record, c.citation) for c in corpus.web.citations]
    entries += [(r.record, r.reference) for r in corpus.web.references]  # type: ignore[misc]
    for record, entry in entries:
        block = next(b for b in corpus.by_id[record].document.blocks if b.anchor == entry.place.anchor)
        text = "".join(t.chars for t in block.texts())
        pairs.append((entry.text.replace("\n", ""), text[entry.place.start : entry.place.end]))
    return pairs


# Not each of the made-up texts cites another: together they do.
_EACH_GROUP = pytest.mark.parametrize(
    "paths", [*((p,) for p in SOURCES), TEXTS], ids=[*(p.stem for p in SOURCES), "texts"]
)


@_EACH_GROUP
def test_places_hold_the_text(paths: tuple[Path, ...]) -> None:
    pairs = [pair for path in paths for pair in _offsets(converted(path))]
    assert pairs
    for said, there in pairs:
        assert said == there


@_EACH_GROUP
def test_targets_are_there(paths: tuple[Path, ...]) -> None:
    corpora = [converted(path) for path in paths]
    assert any(corpus.web.citations for corpus in corpora)
    for corpus in corpora:
        for cited in corpus.web.citations:
            assert cited.target is None or (cited.target in corpus.by_id and cited.target != cited.record)
        for referred in corpus.web.references:
            for target in referred.targets:
                if target is not None:
                    anchors = {b.anchor for b in corpus.by_id[target[0]].document.blocks}
                    assert target[1] is None or target[1] in anchors


def _rule(
    number: str, body: str, day: str, *, title: str = "早市管理办法", organ: str = "云测市人民政府"
) -> str:
    return (
        f"{organ}关于印发《{title}》的通知\n\n{number}\n\n各单位：\n\n现将《{title}》印发给你们。\n\n"
        f"{organ}\n\n{day}\n\n{title}\n\n第一条 为管理早市，制定本办法。\n\n第二条 {body}\n"
    )


def _targets(folder: Path, *texts: str) -> dict[str, str | None]:
    """Text of each citation of the last source → its target, over all sources."""
    paths = []
    for i, text in enumerate(texts):
        path = folder / f"s{i}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    corpus = convert_corpus(paths)
    last = {r.id for r in corpus.by_source[-1]}
    return {
        c.citation.text + (c.citation.doc_number or ""): c.target
        for c in corpus.web.citations
        if c.record in last and c.citation.relation.value != "issues"
    }


NEW = _rule("云测政发〔2024〕2号", "早市在天亮后开市。", "2024年3月1日")


def test_a_title_is_resolved(tmp_path: Path) -> None:
    citing = _rule("云测政发〔2024〕9号", "依据《早市管理办法》收费。", "2024年5月1日", title="早市收费办法")
    assert _targets(tmp_path, NEW, citing) == {"《早市管理办法》": "yun-ce-zheng-fa-2024-2-text"}


def test_a_number_says_which_namesake(tmp_path: Path) -> None:
    new = _rule("云测政发〔2024〕2号", "《早市管理办法》（云测政发〔2020〕7号）同时废止。", "2024年3月1日")
    assert _targets(tmp_path, new) == {"《早市管理办法》云测政发〔2020〕7号": None}
    old = _rule("云测政发〔2020〕7号", "早市在天亮前开市。", "2020年3月1日")
    assert _targets(tmp_path, old, new) == {
        "《早市管理办法》云测政发〔2020〕7号": "yun-ce-zheng-fa-2020-7-text"
    }
    citing = _rule("云测政发〔2024〕9号", "依据《早市管理办法》收费。", "2024年5月1日", title="早市收费办法")
    assert _targets(tmp_path, old, new, citing) == {"《早市管理办法》": "yun-ce-zheng-fa-2024-2-text"}


def test_a_namesake_of_an_earlier_year_is_another(tmp_path: Path) -> None:
    citing = _rule(
        "云测政发〔2024〕9号", "2020年印发的《早市管理办法》已经失效。", "2024年5月1日", title="早市收费办法"
    )
    assert _targets(tmp_path, NEW, citing) == {"《早市管理办法》": None}


def test_nothing_is_cited_before_its_day(tmp_path: Path) -> None:
    citing = _rule("云测政发〔2023〕9号", "依据《早市管理办法》收费。", "2023年5月1日", title="早市收费办法")
    assert _targets(tmp_path, NEW, citing) == {"《早市管理办法》": None}


@pytest.mark.parametrize("whose", ["商务部印发的", "国家", "自治区", "商务部、财政部联合印发的"])
def test_a_namesake_of_a_ministry_or_of_the_nation_is_another(tmp_path: Path, whose: str) -> None:
    citing = _rule(
        "云测政发〔2024〕9号", f"依据{whose}《早市管理办法》收费。", "2024年5月1日", title="早市收费办法"
    )
    assert _targets(tmp_path, NEW, citing) == {"《早市管理办法》": None}


def test_a_namesake_of_another_city_is_another(tmp_path: Path) -> None:
    citing = _rule(
        "风试政发〔2024〕9号",
        "依据《早市管理办法》收费。",
        "2024年5月1日",
        title="早市收费办法",
        organ="风试市人民政府",
    )
    assert _targets(tmp_path, NEW, citing) == {"《早市管理办法》": None}


@pytest.mark.parametrize("whose", ["市人民政府", "市", "我市", "市政府印发的"])
@pytest.mark.parametrize(
    ("organ", "others", "leads"),
    [
        ("云测市人民政府", (), True),
        ("云测市河东区人民政府", (), True),
        ("河东县人民政府", (), True),
        ("河东县人民政府", ("远试市人民政府",), False),
        ("风试市人民政府", (), False),
        ("云岭省人民政府", (), False),
    ],
)
def test_an_organ_without_a_place_is_of_the_place_of_the_text(
    whose: str, organ: str, others: tuple[str, ...], leads: bool, tmp_path: Path
) -> None:
    """市人民政府 in a text of another city is not ours, nor in one of a county where two cities are held."""
    body = f"依据{whose}《早市管理办法》收费。"
    citing = _rule("河政发〔2024〕9号", body, "2024年5月1日", title="早市收费办法", organ=organ)
    more = [
        _rule("远试政发〔2024〕1号", "按时。", "2024年1月1日", title="夜市办法", organ=other)
        for other in others
    ]
    assert _targets(tmp_path, NEW, *more, citing)["《早市管理办法》"] == (
        "yun-ce-zheng-fa-2024-2-text" if leads else None
    )


def test_a_title_that_says_its_level_but_not_its_place_is_of_the_place_of_the_text(tmp_path: Path) -> None:
    title = "市级储备粮管理办法"
    held = _rule("云测政发〔2024〕2号", "按时轮换。", "2024年3月1日", title=title)
    for organ, target in (("云测市人民政府", "yun-ce-zheng-fa-2024-2-text"), ("风试市人民政府", None)):
        citing = _rule("风试政发〔2024〕9号", f"依据《{title}》执行。", "2024年5月1日", organ=organ)
        assert _targets(tmp_path, held, citing)[f"《{title}》"] == target


def test_two_of_one_title_are_none(tmp_path: Path) -> None:
    other = _rule("云测政发〔2024〕3号", "早市在天亮后收市。", "2024年3月2日")
    citing = _rule("云测政发〔2024〕9号", "依据《早市管理办法》收费。", "2024年5月1日", title="早市收费办法")
    assert _targets(tmp_path, NEW, other, citing) == {"《早市管理办法》": None}


def test_a_number_with_another_title_is_none(tmp_path: Path) -> None:
    citing = _rule(
        "云测政发〔2024〕9号",
        "依据《夜市管理办法》（云测政发〔2024〕2号）收费。",
        "2024年5月1日",
        title="早市收费办法",
    )
    assert _targets(tmp_path, NEW, citing) == {"《夜市管理办法》云测政发〔2024〕2号": None}


def test_registers(tmp_path: Path) -> None:
    corpus = converted(*SOURCES)
    made = pages_of((cited_listing(corpus), numbers_listing(corpus)))
    cited, numbers = made["lists/cited.md"], made["lists/numbers.md"]
    assert "《国务院关于印发〈空气质量持续改善行动计划〉的通知》（国发〔2023〕24号），引用7处" in cited
    assert "《西藏自治区空气质量持续改善行动实施方案》" not in re.sub(r"\[.*?\]\(", "", cited)
    assert "《拉萨政报》" not in cited
    assert "实施方法" not in cited
    assert re.search(r"## 拉政办发 \{.*?\}\n\n(?:.*\n)*?    - 本库未见：36号、39—40号", numbers)
    assert "10号　[《中共拉萨市人民政府党组工作规则》]" in numbers


def test_both_sides_of_a_relation_say_so() -> None:
    made = pages(converted(*SOURCES))
    box = {page: m[0] for page, text in made.items() if (m := _BOX.search(text))}
    plan = "documents/xizang-2026-ecology-plan-draft-shi-wu-wu-sheng-tai-huan-gui-hua.md"
    said = "documents/xizang-2026-ecology-plan-draft-shi-wu-wu-sheng-tai-huan-shuo-ming.md"
    assert "**解读本文的**" in box[plan]
    assert "**解读的文件**" in box[said]
    assert "**文中提到的依据**" in box[said]  # they are the plan's, not those of what explains it
    assert "**依据的文件**" not in box[said]
    notice = box["documents/zang-zheng-fa-2024-11.md"]
    headings = [
        "依据的文件",
        "发布的文件",
        "文中要求落实或执行的",
        "解读本文的",
        "引用本文的",
        "上下级文件对照",
    ]
    assert re.findall(r"\*\*(.*?)\*\*", notice) == headings
    grounds, _, tasks = notice.partition("**文中要求落实或执行的**")
    assert "国发〔2023〕24号" in grounds
    assert "产业结构调整指导目录" not in grounds
    assert "产业结构调整指导目录" in tasks
    assert "documents/lhasa-2024-12-12-yue-da-shi-ji.md" not in box


def test_no_citation_links_to_the_page_on_which_it_stands() -> None:
    corpus = corpus_of(
        "云测市人民政府关于印发《早市办法》的通知\n\n云测政发〔2024〕2号\n\n各单位：\n\n现将《早市办法》印发给你们。"
        "\n\n云测市人民政府\n\n2024年3月1日\n\n早市办法\n\n第一条 早市每天开放。\n\n"
        "第二条 《云测市人民政府关于印发〈早市办法〉的通知》（云测政发〔2024〕2号）由市商务局解释。\n"
    )
    targets = [c.target for c in corpus.web.citations]
    assert targets == ["yun-ce-zheng-fa-2024-2-text"] * 2 + ["yun-ce-zheng-fa-2024-2"]
    made = pages(corpus)["documents/yun-ce-zheng-fa-2024-2.md"]
    links = re.findall(r"\[《.*?》\]\((.*?)\)\{: \.gz-cite \}", made)
    assert links == ["#title", "#title"]
