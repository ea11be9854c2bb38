"""Packs: the books of the whole archive, of a gazette, of a year of it, each as one zip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from build_tools.books.zipped import zipped
from build_tools.documents.names import gazette_name, year_of
from build_tools.language.pinyin import slug
from build_tools.model.corpus import Corpus

FOLDER = "packs"
ALL = f"{FOLDER}/all.zip"
ALONE = "单行文件"
_PACKED = frozenset({"docx", "epub"})
"""They are zips themselves."""


@dataclass(frozen=True)
class Pack:
    """A pack: its path, its title, the sources whose books it holds; ``of`` as a shelf says it."""

    path: str
    of: str
    title: str
    sources: tuple[int, ...]


def packs_of(corpus: Corpus) -> Iterator[Pack]:
    """Those of a corpus: the archive, each gazette, each year of it; none that would hold what a larger one
    holds."""
    everything = tuple(range(len(corpus.sources)))
    yield Pack(ALL, "archive", "全库", everything)
    for gazette, own in _grouped((gazette_name(i, corpus) or ALONE, i) for i in everything).items():
        name = slug(gazette)
        if own != everything:
            yield Pack(f"{FOLDER}/{name}.zip", "gazette", gazette, own)
        for year, part in _grouped((year_of(i, corpus), i) for i in own).items():
            said = f"{gazette} {year}年" if year.isdigit() else f"{gazette}（年份不明）"
            if part != own:
                yield Pack(f"{FOLDER}/{name}-{year}.zip", "year", said, part)


def _grouped(found: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    groups: dict[str, tuple[int, ...]] = {}
    for name, index in sorted(found):
        groups[name] = (*groups.get(name, ()), index)
    return groups


def packed(pack: Pack, books: Mapping[int, Mapping[str, bytes]]) -> bytes:
    """The pack of books, by source and path. Same books, same bytes."""
    files = {path: content for i in pack.sources for path, content in books[i].items()}
    return zipped(files, frozenset(path for path in files if path.rpartition(".")[2] in _PACKED))
