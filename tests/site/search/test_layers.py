"""The index in layers: what stands in it is what one index would hold, and a new issue leaves most of it."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from build_tools.cache.store import Store
from build_tools.model.corpus import Corpus
from build_tools.pipeline import convert_corpus
from build_tools.site.search import index, layers, postings
from build_tools.site.search.index import _short_names, search_files
from build_tools.site.search.layers import boundaries
from build_tools.site.search.places import leaves
from support.conversion import SOURCES, TEXTS, converted
from support.search_page import Opened, opened_engine

QUERIES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "answers" / "queries.toml").read_text("utf-8")
)["query"]
SEED = random.SystemRandom().randrange(10**6)


@pytest.fixture(scope="module")
def both(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Opened, Opened]]:
    """The engine over the same texts: in one layer, and in three."""
    corpus = converted(*SOURCES, *TEXTS)
    with opened_engine(browser, corpus, tmp_path_factory.mktemp("one")) as one:
        assert len(layers.layers(corpus, leaves(corpus))) == 1
        patch = pytest.MonkeyPatch()
        patch.setattr(layers, "SMALL", 80_000)
        assert len(layers.layers(corpus, leaves(corpus))) == 3
        with opened_engine(browser, corpus, tmp_path_factory.mktemp("three")) as three:
            patch.undo()
            yield one, three


_ANSWER = """(async answer => ({doors: answer.doors, groups: await Promise.all(answer.groups.map(async g =>
    [g, await Promise.all(g.pages.slice(0, 5).map(p => gazetteSearch.describe(p.page, g, 3)))]))}))
    (await gazetteWays.ask(a[0], {printed: a[1]}, () => {}))"""


def _phrases(texts: Sequence[str], chance: random.Random, count: int) -> Iterator[str]:
    for _ in range(count):
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        yield text[start : start + chance.randint(1, 9)]


def test_what_is_asked_of_layers_is_answered_as_of_one(both: tuple[Opened, Opened]) -> None:
    """Pages, their order, counts, ranks, doors and places, of recorded queries and of pieces of the text."""
    one, three = both
    chance = random.Random(SEED)
    texts = [text for own in one.texts.values() for text in own if text]
    phrases = [*_phrases(texts, chance, 80), *(" ".join(_phrases(texts, chance, 2)) for _ in range(20))]
    typed = [query["typed"] for query in QUERIES]
    others = [
        "12-24",
        "2024-12",
        "fgw",
        "zizhiqu",
        "33号文",
        "责任单位",
        "2026年",
        "附件1",
        "-的 拉萨",
        "自治区医保局",
        "市卫健委",
    ]
    assert len({*typed, *others, *phrases}) > 150
    for place, query in enumerate([*typed, *others, *phrases]):
        printed = place % 5 == 0
        said = one.ask(_ANSWER, query, printed)
        assert three.ask(_ANSWER, query, printed) == said, (SEED, query, printed)


def test_words_and_numbers_are_offered_as_of_one(both: tuple[Opened, Opened]) -> None:
    one, three = both
    for typed in ("空汽质量", "空气质良", "空气贸量", "自制区", "发展改格", "人民正府", "环竟保护", "拉撒市"):
        offered = one.ask("gazetteSearch.suggest(a[0])", typed)
        assert three.ask("gazetteSearch.suggest(a[0])", typed) == offered, typed
    for typed in ("藏政", "藏政发", "拉政办发2024", "国发", "第"):
        offered = one.ask("gazetteSearch.numbers(a[0], 50)", typed)
        assert three.ask("gazetteSearch.numbers(a[0], 50)", typed) == offered, typed
    facets = (
        "gazetteSearch.facets().then(f => a[0].map(p => ['kind', 'year', 'issuer'].map(n => f.of(n, p))))"
    )
    pages = list(range(len(one.texts)))
    assert three.ask(facets, pages) == one.ask(facets, pages)


def test_phrases_that_stand_in_several_layers_are_found_in_all(both: tuple[Opened, Opened]) -> None:
    three = both[1]
    for word in ("的", "人民政府", "通知", "发展", "第一", "2024", "单位"):
        found = three.scan(word)
        assert len(found) > 3
        assert three.find(word) == found


def test_layers_of_many_issues() -> None:
    """600 issues, one by one: most change a thin layer; the thick one is made anew when they have doubled."""
    chance = random.Random(2)
    lengths = [chance.randint(12_000, 60_000) for _ in range(600)]
    shares, most = [], 0
    for count in range(30, 600):
        old, new = ([*pairwise(boundaries(lengths[:n]))] for n in (count, count + 1))
        most = max(most, len(new))
        made = [sum(lengths[a:b]) for k, (a, b) in enumerate(new) if old[k : k + 1] != [(a, b)]]
        shares.append(sum(made) / sum(lengths[: count + 1]))
    assert most == 4
    assert sum(shares) / len(shares) < 0.06
    assert sum(share > 0.1 for share in shares) < 0.1 * len(shares)
    assert sum(share > 0.9 for share in shares) <= 5


def test_small_and_odd_archives_are_one_layer() -> None:
    assert boundaries([]) == [0]
    assert boundaries([0, 0]) == [0, 2]
    assert boundaries([499_999]) == [0, 1]
    assert boundaries([2_000_000]) == [0, 1]
    assert boundaries([2_000_000, 1]) == [0, 1, 2]
    ends = [0, *accumulate([250_000] * 9)]
    assert [ends[k] for k in boundaries([250_000] * 9)] == [0, 2_000_000, 2_250_000]


def test_no_two_sources_share_their_shards_of_text() -> None:
    """Not even two files of one name in two folders."""
    names = _short_names(["b", "a", "b", "c"])
    assert len({*names}) == 4
    assert names[1] == _short_names(["a"])[0]  # whatever stands beside it


# What is written of layers: the letter, the number of the layer, the number of the shard.
_LAYERED = "bgunpdw"


def _sentence(chance: random.Random, words: Sequence[str]) -> str:
    return "，".join("".join(chance.choices(words, k=chance.randint(3, 6))) for _ in range(3)) + "。"


def _archive(folder: Path, count: int) -> list[Path]:
    """Notices, each of its own week, of words of which some are frequent and most are rare."""
    chance = random.Random(5)
    signs = [chr(0x4E00 + chance.randrange(3000)) for _ in range(900)]
    words = [signs[int(len(signs) * chance.random() ** 3)] + chance.choice(signs) for _ in range(700)]
    paths = []
    for n in range(count):
        year, month, day = 2000 + n // 48, n % 48 // 4 + 1, n % 4 * 7 + 1
        body = "\n\n".join(_sentence(chance, words) * 3 for _ in range(8))
        head = f"云测市人民政府关于{_sentence(chance, words)[:6]}的通知\n\n云测政发〔{year}〕{n % 48 + 1}号"
        text = f"{head}\n\n各单位：\n\n{body}\n\n云测市人民政府\n\n{year}年{month}月{day}日\n"
        paths.append(folder / f"yunce-{year}-{month:02d}-{day:02d}.txt")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


Built = tuple[Corpus, dict[str, str]]
"""A corpus, and the shards of its search."""


class Small:
    """An archive of which layers and shards are a thirtieth of what they are."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store(folder / "cache")
        self.paths = _archive(folder, 80)

    def built(self, paths: Sequence[Path]) -> Built:
        """The search over some of its notices."""
        corpus = convert_corpus(paths, store=self.store)
        return corpus, search_files(corpus)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Small]:
    """The archive, for as long as its tests last."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layers, "SMALL", 20_000)
        patch.setattr(postings, "_SHARD", 700)
        patch.setattr(index, "_TEXTS", 200)
        patch.setattr(index, "_ENTRIES", 40)
        patch.setattr(index, "_HALF", 20)
        yield Small(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def grown(small: Small) -> list[Built]:
    """The archive of 70 notices, of 71, up to 80."""
    return [small.built(small.paths[:count]) for count in range(70, 81)]


def _changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [path.rpartition("/")[2] for path, script in after.items() if before.get(path) != script]


def _parted(corpus: Corpus) -> list[list[str]]:
    return [
        [corpus.sources[k].source.id for k in layer.sources]
        for layer in layers.layers(corpus, leaves(corpus))
    ]


def test_a_new_issue_leaves_most_shards_as_they_are(grown: list[Built]) -> None:
    """Nine tenths, but where the last layer is full and goes into the one before: on an average, too."""
    shares = []
    for (corpus, before), (more, after) in pairwise(grown):
        changed = _changed(before, after)
        assert changed
        shares.append(len(changed) / len(after))
        old, new = _parted(corpus), _parted(more)
        assert len(new) <= 4
        assert old[0] == new[0]
        kept = {str(k) for k, sources in enumerate(new) if k < len(old) and old[k] == sources}
        own = [name for name in changed if name[0] in _LAYERED and name[1].isdecimal()]
        assert own
        assert not [name for name in own if name[1:].partition("-")[0] in kept]
        others = [name for name in changed if name not in own and name[0] != "t"]
        assert set(others) <= {"core.js", "facets.js", "spans.js", "readings.js"}
        assert len([name for name in changed if name[0] == "t"]) == 1  # that of the new page
    assert sum(share <= 0.1 for share in shares) >= 7, shares
    assert sum(shares) / len(shares) <= 0.1, shares


def test_what_is_taken_away_again_leaves_nothing(small: Small, grown: list[Built]) -> None:
    paths = small.paths
    assert small.built(paths[:-3])[1] == grown[-4][1]
    number = next(leaf.number for leaf in leaves(grown[-1][0]) if "2000〕21号" in leaf.number)
    assert number in "".join(grown[-1][1].values())
    without = small.built([*paths[:20], *paths[21:]])[1]
    assert number not in "".join(without.values())


def test_one_character_changes_few_shards(small: Small, grown: list[Built]) -> None:
    path = small.folder / small.paths[3].name
    text = path.read_text(encoding="utf-8")
    place = text.index("各单位：") + 20
    path.write_text(text[:place] + "的" + text[place + 1 :], encoding="utf-8")
    changed = _changed(grown[-1][1], small.built(small.paths)[1])
    path.write_text(text, encoding="utf-8")
    assert 1 < len(changed) <= 12, changed  # a name may go from one shard to the next
