"""The search index of the site: script files that the browser loads as a query needs them.

``search/core`` holds what every query needs. Of each layer (``layers``), whose number stands behind the
letter, ``search/b…`` holds the postings of pairs of characters, ``search/g…`` those of pairs with signs
between them (in which shard to look: ``search/spans``), ``search/u…`` those of single ones, ``search/n…``
the document numbers, ``search/d…`` the days of pages, ``search/p…`` the names by pinyin, ``search/w…`` the
doors that one source tells of. ``search/v…`` holds those that several do, ``search/t…`` the printed text of
a source for snippets; ``search/facets``, ``search/variants`` and ``search/readings`` are loaded when they
are first of use. ``theme/assets/gazette/search/postings.js`` and ``index.js`` read them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, TypeVar
from zlib import crc32

from opencc import OpenCC

from build_tools.cache.hashes import hash_of
from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.language.pinyin import syllables
from build_tools.model.corpus import Corpus
from build_tools.pages.lists.taken import taken
from build_tools.site.search.doors import Door, doors, number_keys
from build_tools.site.search.layers import Layer, layers
from build_tools.site.search.misprinted import misprinted
from build_tools.site.search.names import Stretch, names_hash, stretches
from build_tools.site.search.places import Leaf, leaves
from build_tools.site.search.postings import Shard, postings
from build_tools.site.shards import as_json, shard_of

FOLDER = "assets/search"
_TEXTS = 4_000  # characters of printed text in one shard: of it a result shows one page
_ENTRIES = (
    400  # document numbers, doors or names by pinyin in one shard, on an average; at least half as many
)
_HALF = _ENTRIES // 2
_T = TypeVar("_T", bound=tuple[Any, ...])


def search_files(corpus: Corpus, store: Store = NOTHING_KEPT) -> dict[str, str]:
    """Path below the site → script of each shard. Same corpus, same bytes."""
    pages = leaves(corpus, store)
    parted = layers(corpus, pages)
    names = _spoken_of(corpus, [layer.sources for layer in parted], store)
    kept = store.result("doors", taken(corpus), partial(doors, corpus))
    ways = dict(sorted({**kept, **dict(misprinted(corpus))}.items()))
    shared = _parts([door for door, source in ways.items() if source is None])
    found = [_indexed(k, layer, pages, names[k], ways) for k, layer in enumerate(parted)]
    alphabet = "".join(sorted({c for own in found for c in own.alphabet}))
    simplified = store.result("simplified", "", _simplified)
    order = [n for layer in parted for n in layer.pages]
    texts = _texts([pages[n] for n in order], corpus)
    made: dict[str, object] = {"facets": _facets(pages), "variants": _variants(simplified)}
    made["readings"] = _read_as(alphabet, store)
    made["spans"] = [own.spans for own in found]
    made |= {name: value for own in found for name, value in own.shards.items()}
    made |= {f"v{k}": part for k, part in enumerate(shared)}
    made["core"] = {
        "layers": [own.core for own in found],
        "later": [n - place for place, n in enumerate(order)],
        "doors": [part[0].key for part in shared],
        "shown": [[name, [part[0] for part in parts]] for name, parts in texts.items()],
        "alphabet": alphabet,
        "traditional": "".join(c + simplified[c] for c in alphabet if c in simplified),
        "syllables": sorted({s for own in names for s in own.syllables}),
    }
    written = {name: as_json(value) for name, value in made.items()}
    written |= {f"p{k}-{n}": shard for k, own in enumerate(names) for n, shard in enumerate(own.shards)}
    for name, parts in texts.items():
        for k, part in enumerate(parts):
            written[f"t{name}-{k}"] = f"[{','.join(_text(pages[order[place]]) for place in part)}]"
    return {f"{FOLDER}/{name}.js": shard_of(f"search/{name}", value) for name, value in written.items()}


@dataclass(frozen=True)
class _Spoken:
    """The names of a layer by pinyin: the first letters of each shard, the shards as they are written, and
    all syllables."""

    first: tuple[str, ...]
    shards: tuple[str, ...]
    syllables: frozenset[str]


def _spoken_of(corpus: Corpus, layers: list[tuple[int, ...]], store: Store) -> list[_Spoken]:
    """Those of all layers: they stay the same where a text changes and no name in it."""
    inputs = hash_of(names_hash(corpus, store), repr(layers))
    return store.result("spoken", inputs, lambda: list(map(_spoken, stretches(corpus, layers, store))))


def _spoken(names: Sequence[Stretch]) -> _Spoken:
    parts = _parts(names)
    rows = ([[n.text, n.reading, n.times, *([n.after] if n.after else [])] for n in part] for part in parts)
    return _Spoken(
        tuple(part[0].initials for part in parts),
        tuple(map(as_json, rows)),
        frozenset(s for name in names for s in name.reading.split()),
    )


@dataclass(frozen=True)
class _Indexed:
    """The index of a layer: what the core says of it, in which shard to look for spans, its shards."""

    core: dict[str, object]
    spans: dict[str, object]
    shards: dict[str, object]
    alphabet: str


def _indexed(
    number: int, layer: Layer, leaves: Sequence[Leaf], names: _Spoken, ways: Mapping[Door, int | None]
) -> _Indexed:
    pages = [leaves[n] for n in layer.pages]
    found = postings(pages)
    sources = {*layer.sources}
    own = [door for door, source in ways.items() if source in sources]
    lists: dict[str, list[Sequence[tuple[Any, ...]]]] = {
        "n": _parts(_numbers(pages)),
        "d": _parts(_days(pages)),
        "w": _parts(own),
    }
    core = {
        "titles": found.layout.titles,
        "headings": found.layout.headings,
        "texts": found.layout.texts,
        "pairs": _directory(found.pairs, 2),
        "singles": _directory(found.singles, 1),
        "numbers": [part[0][0] for part in lists["n"]],
        "days": [part[0][0] for part in lists["d"]],
        "names": list(names.first),
        "doors": [part[0][0] for part in lists["w"]],
    }
    shards: dict[str, object] = {}
    for letter, packed in (("b", found.pairs), ("g", found.spans), ("u", found.singles)):
        shards |= {
            f"{letter}{number}-{k}": {"n": s.names, "s": s.sizes, "d": s.data} for k, s in enumerate(packed)
        }
    for letter, parts in lists.items():
        shards |= {f"{letter}{number}-{k}": part for k, part in enumerate(parts)}
    return _Indexed(core, _directory(found.spans, 2), shards, found.alphabet)


def _directory(shards: Sequence[Shard], length: int) -> dict[str, object]:
    """The first name of each shard, one after the other, and how many KB each is."""
    return {
        "first": "".join(s.names[:length] for s in shards),
        "size": [max(1, round((len(s.data) + 3 * len(s.names)) / 1024)) for s in shards],
    }


def _texts(pages: Sequence[Leaf], corpus: Corpus) -> dict[str, list[list[int]]]:
    """The pages of each source, by their places, in shards of printed text."""
    own: dict[int, list[int]] = {}
    for place, page in enumerate(pages):
        own.setdefault(page.records[0].source, []).append(place)
    names = _short_names([source.source.id for source in corpus.sources])
    return {names[source]: _text_shards(places, pages) for source, places in own.items()}


def _text_shards(places: Sequence[int], pages: Sequence[Leaf]) -> list[list[int]]:
    """Neighbouring pages of a source, given by their places, up to a size; a longer one by itself."""
    parts: list[list[int]] = []
    room = 0
    for place in places:
        length = sum(text.length for text in pages[place].indexed)
        if length > room or not parts:
            parts.append([])
            room = _TEXTS
        parts[-1].append(place)
        room -= length
    return parts


def _short_names(ids: Sequence[str]) -> list[str]:
    """A name for the shards of each source; no other changes it, but for one that would get the same."""
    names: dict[str, int] = {}
    for number, source in sorted(enumerate(ids), key=lambda one: one[1]):
        digest = hashlib.sha256(source.encode()).hexdigest()
        names[next(digest[:n] for n in range(6, 65) if digest[:n] not in names)] = number
    return sorted(names, key=names.__getitem__)


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
    """Key (``国发/2023/24`` or ``#24/国发/2023``), the number as printed, the place of its page: in order."""
    return sorted(
        (key, leaf.number, page) for page, leaf in enumerate(pages) for key in number_keys(leaf.number)
    )


def _days(pages: Sequence[Leaf]) -> list[tuple[str, int]]:
    """``2024-12-24`` and ``12-24``, the place of a page that prints it as its own day: in order."""
    dated = [(leaf.printed, page) for page, leaf in enumerate(pages) if leaf.printed]
    return sorted([*dated, *((day[5:], page) for day, page in dated if len(day) > 7)])


def _parts(entries: Sequence[_T]) -> list[Sequence[_T]]:
    """Entries, which begin with their keys, in shards of about one size. A shard ends where the keys say so:
    one entry more or less changes the shard that it is in, not those behind."""
    parts: list[Sequence[_T]] = []
    start = 0
    for place, entry in enumerate(entries, start=1):
        size = place - start
        if size == 2 * _ENTRIES or (size > _HALF and crc32(entry[0].encode()) % _HALF == 0):
            parts.append(entries[start:place])
            start = place
    return [*parts, entries[start:]] if start < len(entries) else parts


def _simplified() -> dict[str, str]:
    """Traditional character → the simplified one, of all that have exactly one."""
    convert = OpenCC("t2s").convert
    codes = (*range(0x3400, 0xA000), *range(0x20000, 0x2FA20))
    pairs = ((c, convert(c)) for c in map(chr, codes))
    return {c: s for c, s in pairs if s != c and len(s) == 1}


def _variants(table: Mapping[str, str]) -> dict[str, str]:
    return {"traditional": "".join(table), "simplified": "".join(table.values())}


def _read_as(alphabet: str, store: Store) -> dict[str, str]:
    """Characters with their syllables, for a query that is misspelt by its sound."""
    read: dict[str, str] = store.result("readings", "", lambda: _readings(_common()))
    if rare := set(alphabet) - _common():
        read = read | store.result("rare-readings", hash_of(*sorted(rare)), lambda: _readings(rare))
    return {"chars": "".join(sorted(read)), "syllables": " ".join(read[c] for c in sorted(read))}


@cache
def _common() -> frozenset[str]:
    """The characters of GB 2312."""
    pairs = bytes(b for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF) for b in (high, low))
    return frozenset(pairs.decode("gb2312", "ignore"))


def _readings(chars: Iterable[str]) -> dict[str, str]:
    """The syllable of each Han character that has one."""
    read = ((c, syllables(c)) for c in chars if not c.isascii())
    return {c: said[0] for c, said in read if len(said) == 1 and said[0].isalpha()}
