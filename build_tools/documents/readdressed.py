"""Pages that have another address than before: where each of them is now, if one page alone can be meant."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from build_tools.model.published import PageMark

_KNOWN_BY: tuple[Callable[[PageMark], Hashable], ...] = (
    lambda page: (page.text, page.title),
    lambda page: page.file and page.title and (page.file, page.title),
    lambda page: page.file and page.number and (page.file, page.number),
    lambda page: page.number and page.title and (page.number, page.title),
)
"""What tells a page again, the surest first; nothing where it prints none of it."""


def readdressed(old: Sequence[PageMark], new: Sequence[PageMark]) -> dict[str, str]:
    """Old address → new address of each page that moved. One that two pages could be moved nowhere."""
    before, after = {p.address for p in old}, {p.address for p in new}
    gone = [p for p in old if p.address not in after]
    fresh = [p for p in new if p.address not in before]
    ways: dict[str, str] = {}
    for known_by in _KNOWN_BY:
        left = _alone((p for p in gone if p.address not in ways), known_by)
        free = _alone((p for p in fresh if p.address not in ways.values()), known_by)
        ways |= {page.address: free[key].address for key, page in left.items() if key in free}
    for page in gone:
        root, slash, rest = page.address.removeprefix("documents/").partition("/")
        above = ways.get(f"documents/{root}.html", "").removesuffix(".html")
        if slash and above and (way := f"{above}/{rest}") in after and way not in ways.values():
            ways.setdefault(page.address, way)
    return ways


def _alone(
    pages: Iterable[PageMark], known_by: Callable[[PageMark], Hashable]
) -> Mapping[Hashable, PageMark]:
    """The pages that no other one of them is like."""
    found: dict[Hashable, list[PageMark]] = {}
    for page in pages:
        if key := known_by(page):
            found.setdefault(key, []).append(page)
    return {key: alike[0] for key, alike in found.items() if len(alike) == 1}
