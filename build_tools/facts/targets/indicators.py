"""The authority table of indicators: which printed names are one. What is not in it stays apart."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from build_tools.facts.duties.units import Naming


@dataclass(frozen=True)
class Joined:
    """Printed names that are one, where the sources print them, and why they are one."""

    name: str
    why: str
    forms: tuple[Naming, ...]


@dataclass(frozen=True)
class Indicators:
    """The table: whole names of indicators, and words inside of names."""

    indicators: tuple[Joined, ...]
    terms: tuple[Joined, ...]


@cache
def indicators() -> Indicators:
    """The table as it stands in ``indicators.toml``."""
    table = tomllib.loads(
        (resources.files("build_tools.facts.targets") / "indicators.toml").read_text("utf-8")
    )
    indicators, terms = (
        tuple(
            Joined(x["name"], x["why"], tuple(Naming(f["name"], f["file"], f["line"]) for f in x["forms"]))
            for x in table[kind]
        )
        for kind in ("indicator", "term")
    )
    return Indicators(indicators, terms)


# PM₂.₅ and PM_{2.5} are written PM2.5.
_WRITTEN = {ord(low): str(i) for i, low in enumerate("₀₁₂₃₄₅₆₇₈₉")} | {ord(c): "" for c in "_{}"}
# 全市秸秆综合利用率 and 秸秆综合利用率 are one indicator of two places.
_WHOSE = re.compile(r"^(?:全国|全区|全省|全市|全县|我区|我省|我市|我县)(?=.{2})")
_ASIDE = re.compile(r"（[^）]*）")


@cache
def core_of(indicator: str) -> str:
    """The name under which an indicator stands beside others: without the words for whose it is, its
    asides left out, and names that the table joins as one."""
    name = _WHOSE.sub("", indicator.translate(_WRITTEN))
    for term in indicators().terms:
        forms = sorted((f.name for f in term.forms), key=len, reverse=True)
        name = re.sub("|".join(map(re.escape, forms)), term.name, name)
    name = _ASIDE.sub("", name)
    joined = {f.name: x.name for x in indicators().indicators for f in x.forms}
    return joined.get(name, name)


def evidence_of(core: str) -> Joined | None:
    """What the table says of the name under which targets stand together; None where it joins nothing."""
    table = indicators()
    return next(
        (
            x
            for x in (*table.indicators, *table.terms)
            if x.name == core or (x in table.terms and x.name in core)
        ),
        None,
    )
