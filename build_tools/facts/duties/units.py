"""The authority table of units: which printed names are one unit. What is not in it stays as printed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from build_tools.language.ranks import level_of

# 昆明市, 云南省 · not 国家, 自治区, 全市, which name no place by themselves
_NAMED_PLACE = re.compile(r"(?!全|本|我|自治)[^省市县区州盟旗]{2,}(?:自治[区州县]|[省市县区州盟旗])")


@dataclass(frozen=True)
class Naming:
    """A printed name of a unit, and where the sources print it."""

    name: str
    file: str
    line: int


@dataclass(frozen=True)
class Unit:
    """A unit of a place with all of its printed names; ``why`` says what makes them one."""

    place: str
    name: str
    why: str
    forms: tuple[Naming, ...]


@dataclass(frozen=True)
class Authority:
    """The table: units, and by what the issuer of a document begins in each place."""

    units: tuple[Unit, ...]
    issuers: tuple[tuple[str, str], ...]  # head of an issuer's name → place


@cache
def authority() -> Authority:
    """The table as it stands in ``units.toml``."""
    table = tomllib.loads((resources.files("build_tools.facts.duties") / "units.toml").read_text("utf-8"))
    units = tuple(
        Unit(
            u["place"],
            u["name"],
            u["why"],
            tuple(Naming(f["name"], f["file"], f["line"]) for f in u["forms"]),
        )
        for u in table["unit"]
    )
    heads = ((issuer["name"], p["name"]) for p in table["place"] for issuer in p["issuers"])
    return Authority(units, tuple(heads))


def place_of(issuers: Sequence[str]) -> str:
    """The place whose units a document names without it: 市水务局 of one city is not that of another.

    By the table, else by the place that the issuer's own name begins with; empty where it names none.
    """
    return _place_of(issuers[0]) if issuers else ""


@lru_cache(maxsize=4_096)
def _place_of(issuer: str) -> str:
    for head, place in authority().issuers:
        if issuer.startswith(head):
            return place
    place = level_of(issuer)[1]
    return place if _NAMED_PLACE.fullmatch(place) else ""


@cache
def _by_form() -> dict[tuple[str, str], str]:
    return {(u.place, f.name): u.name for u in authority().units for f in u.forms}


def unit_name(place: str, printed: str) -> str | None:
    """The name under which the table joins a printed name in documents of a place; None if it has none."""
    return _by_form().get((place, printed))
