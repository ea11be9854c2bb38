"""Firefox over http and from files: the box, the policy of the pages, the width of punctuation."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pdfium
import pytest

from support.built_site import BuiltSite
from support.every_page import LAYOUTS, TABLE
from support.firefox import Firefox, firefox


@pytest.fixture(scope="module")
def fox() -> Iterator[Firefox]:
    with firefox() as driven:
        driven.size(1280, 900)
        yield driven


@pytest.fixture(params=["http", "file"])
def origin(request: pytest.FixtureRequest, whole: BuiltSite, server: str) -> str:
    return server if request.param == "http" else f"file://{whole.bundle}/"


def test_every_layout_keeps_to_the_policy(fox: Firefox, origin: str) -> None:
    fox.troubles.clear()
    for name in LAYOUTS:
        if origin.startswith("file:") and name == "404.html":
            continue  # a server's
        fox.open(origin + name)
        assert fox.evaluate("document.querySelectorAll('link[rel=next]').length") == 0
    assert fox.troubles == []


@pytest.mark.parametrize("way", ["enter", "button"])
def test_the_form_leads_to_the_search_page(fox: Firefox, origin: str, way: str) -> None:
    fox.troubles.clear()
    fox.open(origin + "index.html")
    fox.evaluate("(document.querySelector('#gz-search-input').value = '空气质量', 1)")
    focused = "#gz-search-input" if way == "enter" else ".gz-search-go"
    fox.evaluate(f"(document.querySelector('{focused}').focus(), 1)")
    fox.enter()
    fox.until("location.pathname.endsWith('search.html') && document.querySelectorAll('.gz-result').length")
    assert fox.troubles == []


@pytest.mark.parametrize("number", [6, 7, 8, 10])
def test_a_wide_table_is_printed_without_an_empty_sheet(fox: Firefox, server: str, number: int) -> None:
    """All sheets lie alike, and something stands on each."""
    fox.open(server + TABLE.replace("annex-6", f"annex-{number}"))
    rows = fox.evaluate("document.querySelectorAll('figure.gz-table tbody tr').length")
    sheets = list(pdfium.PdfDocument(fox.printed()))
    assert {sheet.get_height() > sheet.get_width() for sheet in sheets} == {True}
    words = ["".join(sheet.get_textpage().get_text_range().split()) for sheet in sheets]
    assert all(words)
    assert 1 < len(sheets) <= rows
    assert f"annex-{number}.html" in words[-1]  # the last line


def test_punctuation_is_as_wide_as_a_character(fox: Firefox, server: str) -> None:
    fox.open(server + LAYOUTS[8])
    wide = """(() => {
        const text = document.createElement('span');
        document.querySelector('.gz-p').prepend(text);
        return ['国国', '，。', '（）', '：“', '》、'].map(signs => {
            text.textContent = '国' + signs[0] + '国' + signs[1] + '国';
            return text.getBoundingClientRect().width;
        });
    })()"""
    han, *signs = fox.evaluate(wide)
    assert signs == pytest.approx([han] * 4, abs=0.5)
