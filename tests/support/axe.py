"""axe-core in a page. It is put in by the debugger, for the pages' policy lets no other script in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Page

from support.paths import ROOT

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

# The rules that look at colours; all others find the same in light and in dark.
COLOURS = ("color-contrast", "link-in-text-block")

_RUN = """async ([tags, rules]) => {
    // Off until it is asked for, although it is the rule of WCAG 2.2.
    const options = rules.length
        ? { runOnly: { type: 'rule', values: rules } }
        : { runOnly: { type: 'tag', values: tags }, rules: { 'target-size': { enabled: true } } };
    // Style sheets are not fetched once more: no rule of these needs them.
    const found = await axe.run(document, {
        ...options, resultTypes: ['violations', 'incomplete'], preload: false,
    });
    const told = list => list.flatMap(rule => rule.nodes.map(node => [
        rule.id, node.target.flat().join(' '),
        [...node.any, ...node.all, ...node.none].map(check => check.message).join(' '),
    ]));
    return { violations: told(found.violations), open: told(found.incomplete) };
}"""


@cache
def _source() -> str:
    path = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not path.is_file():
        pytest.fail("axe-core is missing; run: make node_modules/.installed")
    return path.read_text(encoding="utf-8")


def findings(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """What axe-core finds wrong, by all of :data:`TAGS` or by some rules. What it cannot decide is printed.

    It leaves open the contrast of what is too short to be text (the sign ¶, which has that of the text),
    of letters on a picture (the charts, whose colours are chosen for 3:1 and whose letters are those of
    the text), and whether ¶ is a word that the name of its link should hold.
    """
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(_source())
    found: dict[str, Any] = page.evaluate(_RUN, [list(TAGS), list(rules)])
    for rule in sorted({rule for rule, _, _ in found["open"]}):
        places = [f"{place} ({why[:90]})" for name, place, why in found["open"] if name == rule]
        print(f"{page.url}: open: {rule}, {len(places)} times, as {places[0]}")
    return [f"{rule}: {place}: {why}" for rule, place, why in found["violations"]]
