"""Odd texts: every format holds their characters, and what is valid of other texts is of these."""

from __future__ import annotations

import pytest

from support.books import FORMATS, SITE, all_books
from support.conversion import corpus_of

TEXTS = {
    "lists in lists": (
        "青江市早市管理办法\n"
        "\n"
        "第一条 早市分为下列种类：\n"
        "（一）蔬菜早市：\n"
        "1.叶菜；\n"
        "（1）青菜；\n"
        "（2）白菜；\n"
        "① 小白菜；\n"
        "② 大白菜。\n"
        "2.根菜。\n"
        "（二）水果早市。\n"
        "\n"
        "第二条 早市应当按时开市。\n"
    ),
    "a table in an item": (
        "青江市早市管理办法\n"
        "\n"
        "第一条 早市分为下列种类：\n"
        "（一）蔬菜早市；\n"
        "\n"
        "<table><tr><th>种类</th><th>价格</th></tr><tr><td>青菜</td><td>2</td></tr></table>\n"
        "\n"
        "（二）水果早市。\n"
        "\n"
        "第二条 早市应当按时开市。\n"
    ),
    "footnotes in cells": (
        "青江市早市一览表\n"
        "\n"
        "早市¹应当按时开市。\n"
        "\n"
        "<table><tr><th>种类</th><th>价格²</th></tr><tr><td>青菜¹</td><td>2</td></tr><tr><td>白菜</td><td>10<sup>4</sup></td></tr></table>\n"
        "\n"
        "¹早市：指清晨的集市。\n"
        "\n"
        "²价格：每千克的价格。\n"
    ),
    "two signatures on a line": (
        "青江市财政局 青江市商务局关于早市补贴的通知\n"
        "\n"
        "青财发〔2024〕9号\n"
        "\n"
        "各县（区）财政局、商务局：\n"
        "\n"
        "早市应当按时开市。\n"
        "\n"
        "青江市财政局    青江市商务局\n"
        "\n"
        "2024年5月12日\n"
    ),
    "two signatures": (
        "青江市财政局 青江市商务局关于早市补贴的通知\n"
        "\n"
        "青财发〔2024〕9号\n"
        "\n"
        "各县（区）财政局、商务局：\n"
        "\n"
        "早市应当按时开市。\n"
        "\n"
        "青江市财政局\n"
        "\n"
        "青江市商务局\n"
        "\n"
        "2024年5月12日\n"
    ),
    "an annex in an annex": (
        "青江市人民政府关于印发《青江市早市管理办法》的通知\n"
        "\n"
        "青政发〔2024〕9号\n"
        "\n"
        "各县（区）人民政府：\n"
        "\n"
        "现将《青江市早市管理办法》印发给你们。\n"
        "\n"
        "附件：青江市早市管理办法\n"
        "\n"
        "青江市人民政府\n"
        "\n"
        "2024年5月12日\n"
        "\n"
        "附件\n"
        "\n"
        "青江市早市管理办法\n"
        "\n"
        "第一条 早市应当按时开市，摊位见附件1。\n"
        "\n"
        "附件1\n"
        "\n"
        "摊位一览表\n"
        "\n"
        "<table><tr><th>摊位</th><th>附件</th></tr><tr><td>1</td><td>见附件1-1</td></tr></table>\n"
        "\n"
        "附件1-1\n"
        "\n"
        "摊位细则\n"
        "\n"
        "一、摊位应当整洁。\n"
        "\n"
        "附件2\n"
        "\n"
        "承诺书\n"
        "\n"
        "我承诺按时开市。\n"
    ),
    "one line": ("早市应当按时开市。\n"),
    "a title of 200 characters": (
        f"青江市人民政府关于印发《{'青江市早市夜市集市管理和监督检查办法' * 11}》的通知\n\n"
        "青政发〔2024〕9号\n\n各县（区）人民政府：\n\n早市应当按时开市。\n\n青江市人民政府\n\n2024年5月12日\n"
    ),
    "characters beyond the basic plane, Tibetan, marks that combine, full-width forms": (
        "青江市早市管理办法\n"
        "\n"
        "第一条 早市由\U00020bb7某管理，用字\U00021a34、\U000225f4、\U0002cb4a、"
        "\U00030edd，符号\U0001f004、\U0001d465²，假名が（か゛），带音é（é），"
        "藏文\u0f56\u0f7c\u0f51\u0f0b\u0f61\u0f72\u0f42\u0f0b\u0f41\u0fb2\u0f72。\n"
        "\n"
        "第二条 \u3000\u3000早市\u3000全角\u3000空格，\u00a0不断行\u200b零宽\u2003字宽，"
        "ＡＢＣ１２３，㎡㎏№①⑴Ⅷ，《〈〉》—…·。\n"
        "\n"
        "第三条 早市·按时—开市……清场；“引”‘号’。\n"
    ),
    "cells of blanks": (
        "青江市早市一览表\n"
        "\n"
        "| 种 类 | 价\u3000格 |   |\n"
        "|---|---|---|\n"
        "|  | ２．５ |   |\n"
        "| \U00020bb7 | ①②\u3000③ | — |\n"
    ),
    "a table alone": ("| a | b |\n|---|---|\n| 1 | 2 |\n"),
    "signs of markup, and characters that XML does not know": (
        "青江市早市<办法>\n\n第一条 早市\u0001&amp;\ufffe]]>\ud7ff\ue000按时开市<!-- -->。\n\n1️⃣ 2\u200d3\n"
    ),
    "signs that turn the direction": ("早市办法\n\n第一条 \u202e反向\u202c 早市\u0600应当。\n"),
}


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_printed_character_and_no_other(text: str, ending: str) -> None:
    corpus, made = corpus_of(text), FORMATS[ending]
    books = all_books(corpus)
    assert books
    for book in books:
        assert made.read(made.write(book, book.chapters(corpus), corpus, SITE)) == made.wanted(book.records)
