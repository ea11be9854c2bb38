"""The search index of the site: script files that the browser loads as a query needs them.

``search/core`` holds what every query needs, ``search/b…`` the postings of pairs of characters,
``search/g…`` those of pairs with signs between them (in which shard to look: ``search/spans``),
``search/u…`` those of single ones, ``search/t…`` the printed text for snippets, ``search/n…`` the
document numbers, ``search/d…`` the days of pages, ``search/p…`` the names by pinyin, ``search/w…`` the
doors; ``search/facets``, ``search/variants`` and ``search/readings`` are loaded when they are first of
use. ``theme/assets/gazette/search/index.js`` reads them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TypeVar

from opencc import OpenCC

from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.language.pinyin import syllables
from build_tools.model.corpus import Corpus
from build_tools.pages.lists.taken import taken
from build_tools.site.search.doors import doors, number_keys
from build_tools.site.search.names import stretches
from build_tools.site.search.places import Leaf, leaves
from build_tools.site.search.postings import Shard, postings
from build_tools.site.shards import as_json, shard_of

FOLDER = "assets/search"
_TEXTS = 8_000  # characters of printed text in one shard
_ENTRIES = 400  # document numbers, or names by pinyin, in one shard
_T = TypeVar("_T")


def search_files(corpus: Corpus, store: Store = NOTHING_KEPT) -> dict[str, str]:
    """Path below the site → script of each shard. Same corpus, same bytes."""
    pages = leaves(corpus, store)
    found = postings(pages)
    numbers = _numbers(pages)
    days = _days(pages)
    names = stretches(corpus, store)
    ways = store.result("doors", taken(corpus), partial(doors, corpus))
    texts = _text_shards(pages)
    simplified = store.result("simplified", "", _simplified)
    core = {
        "titles": found.layout.titles,
        "headings": found.layout.headings,
        "texts": found.layout.texts,
        "pairs": _directory(found.pairs, 2),
        "singles": _directory(found.singles, 1),
        "numbers": [part[0][0] for part in _parts(numbers)],
        "days": [part[0][0] for part in _parts(days)],
        "names": [part[0].initials for part in _parts(names)],
        "doors": [part[0].key for part in _parts(ways)],
        "pages": [part[0] for part in texts],
        "alphabet": found.alphabet,
        "traditional": "".join(c + simplified[c] for c in found.alphabet if c in simplified),
        "syllables": sorted({s for name in names for s in name.reading.split()}),
    }
    made: dict[str, object] = {"core": core, "facets": _facets(pages), "variants": _variants(simplified)}
    made["readings"] = store.result("readings", found.alphabet, partial(_read_as, found.alphabet))
    made["spans"] = _directory(found.spans, 2)
    for letter, shards in (("b", found.pairs), ("g", found.spans), ("u", found.singles)):
        made |= {f"{letter}{k}": {"n": s.names, "s": s.sizes, "d": s.data} for k, s in enumerate(shards)}
    made |= {f"n{k}": part for k, part in enumerate(_parts(numbers))}
    made |= {f"d{k}": part for k, part in enumerate(_parts(days))}
    made |= {f"w{k}": part for k, part in enumerate(_parts(ways))}
    made |= {
        f"p{k}": [[n.text, n.reading, n.times, *([n.after] if n.after else [])] for n in part]
        for k, part in enumerate(_parts(names))
    }
    written = {name: as_json(value) for name, value in made.items()}
    for k, part in enumerate(texts):
        written[f"t{k}"] = f"[{','.join(_text(pages[page]) for page in part)}]"
    return {f"{FOLDER}/{name}.js": shard_of(f"search/{name}", value) for name, value in written.items()}


def _directory(shards: Sequence[Shard], length: int) -> dict[str, object]:
    """The first name of each shard, one after the other, and how many KB each is."""
    return {
        "first": "".join(s.names[:length] for s in shards),
        "size": [max(1, round((len(s.data) + 3 * len(s.names)) / 1024)) for s in shards],
    }


def _text_shards(pages: Sequence[Leaf]) -> list[list[int]]:
    """Neighbouring pages up to a size, a longer one by itself."""
    parts: list[list[int]] = []
    room = 0
    for number, page in enumerate(pages):
        length = sum(text.length for text in page.indexed)
        if length > room or not parts:
            parts.append([])
            room = _TEXTS
        parts[-1].append(number)
        room -= length
    return parts


def _text(page: Leaf) -> str:
    """A page as a result shows it: what it is, places as (anchor, zone, text, label), states, annexes."""
    said = [page.url, page.title, page.number, page.printed, page.kind, page.issue]
    places = ",".join(text.shown for text in page.indexed if text.shown)
    states = [[s.since, s.code, s.words] for s in page.states]
    return f"{as_json(said)[:-1]},[{places}],{as_json(states)},{as_json(page.annexes)}]"


def _facets(pages: Sequence[Leaf]) -> dict[str, object]:
    """By what pages are filtered: the values of each facet, and for each page their numbers in that list."""
    held: dict[str, list[tuple[str, ...]]] = {
        "gazette": [(page.gazette,) for page in pages],
        "issuer": [page.issuers for page in pages],
        "kind": [(page.kind,) for page in pages],
        "column": [page.columns for page in pages],
        "year": [(page.date[:4],) if page.date else () for page in pages],
    }
    facets: dict[str, object] = {}
    for name, values in held.items():
        listed = sorted({v for own in values for v in own})
        number = {v: k for k, v in enumerate(listed)}
        facets[name] = {"names": listed, "pages": [[number[v] for v in own] for own in values]}
    return facets


def _numbers(pages: Sequence[Leaf]) -> list[tuple[str, str, int]]:
    """Key (``国发/2023/24`` or ``#24/国发/2023``), the number as printed, its page: of all held, in order."""
    return sorted(
        (key, leaf.number, page) for page, leaf in enumerate(pages) for key in number_keys(leaf.number)
    )


def _days(pages: Sequence[Leaf]) -> list[tuple[str, int]]:
    """``2024-12-24`` and ``12-24``, a page of that day: what pages print as their own day, in order."""
    dated = [(leaf.printed, page) for page, leaf in enumerate(pages) if leaf.printed]
    return sorted([*dated, *((day[5:], page) for day, page in dated if len(day) > 7)])


def _parts(entries: Sequence[_T]) -> list[Sequence[_T]]:
    return [entries[start : start + _ENTRIES] for start in range(0, len(entries), _ENTRIES)]


def _simplified() -> dict[str, str]:
    """Traditional character → the simplified one, of all that have exactly one."""
    convert = OpenCC("t2s").convert
    codes = (*range(0x3400, 0xA000), *range(0x20000, 0x2FA20))
    pairs = ((c, convert(c)) for c in map(chr, codes))
    return {c: s for c, s in pairs if s != c and len(s) == 1}


def _variants(table: Mapping[str, str]) -> dict[str, str]:
    return {"traditional": "".join(table), "simplified": "".join(table.values())}


def _read_as(alphabet: str) -> dict[str, str]:
    """Characters with their syllables, for a query that is misspelt by its sound."""
    common = bytes(b for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF) for b in (high, low))
    chars = sorted({*alphabet, *common.decode("gb2312", "ignore")})
    read = [(c, s[0]) for c in chars if len(s := syllables(c)) == 1 and s[0].isalpha() and not c.isascii()]
    return {"chars": "".join(c for c, _ in read), "syllables": " ".join(s for _, s in read)}
