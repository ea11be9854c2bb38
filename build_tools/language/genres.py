"""Kinds of text, as ``genres.toml`` has them: alternations for patterns, and how a text calls itself.

A stage takes the group that it means; the words themselves stand in the table only.
"""

from __future__ import annotations

import re
from functools import partial

from build_tools.language.script import HAN, bare, key
from build_tools.language.words import alternation, entries

_any_of = partial(alternation, "genres.toml")

COVERS, DECREES, LAWS, PLANS, LISTS = map(_any_of, ("covers", "decrees", "laws", "plans", "lists"))
NOTICES = _any_of("covers", "decrees", "notices")
"""An organ's own words, with number or addressee: 关于…的通知."""
RULES = _any_of("laws", "guides")
"""Texts of articles or sections, issued by a notice or printed by themselves."""
TEXTS = _any_of("covers", "decrees", "notices", "laws", "guides", "plans", "lists")
"""Texts that can be named as wholes: 本目录, 该规范第三条."""
GENRES = _any_of("covers", "decrees", "notices", "laws", "guides", "plans", "lists", "words")
"""All that a title may end with."""
OUTSIDE_ORGANS = "|".join(
    word for word in TEXTS.split("|") if len(word) > 1 and word not in entries("genres.toml", "in_organs")
)
"""Kinds that are no words of an organ's name."""

# 本办法 · 本实施细则 · 此通知; not 本市…条例, 本着…, 本合同, 基本规范, 特此通知, 为此通知如下
_THIS = r"(?:(?<![基版样])本|(?<![特为彼因如由从据在对就])此(?=[通公决意办规方细]))"
THIS_HEAD = (
    _THIS
    + r"(?![省县州盟旗镇局厅委校院所站月日届轮周着来级地]|市(?!场)|区(?!域)|村(?!规)|人(?!才)|年(?!度)|部门"
    r"|部(?!分)|会(?!议)|社(?!会)|自治区|单位|公司|企业|行业|协会|中心|项目|工程|合同|协议)"
)
"""本, where it speaks of the text in which it stands."""

# 本暂行办法 · 本工作规则 · 本行政执法规范; 本法实施条例 and 本法和…条例 are other texts
_OTHER_WITHIN = rf"(?:(?<![执司立守普])法|{'|'.join(w for w in TEXTS.split('|') if w != '法')}|[和与及或的])"
THIS_TEXT = rf"{THIS_HEAD}(?:(?!{_OTHER_WITHIN})[{HAN}]){{0,8}}(?:{TEXTS})"
"""How a text names itself by its kind."""

_DRAFTS = _any_of("drafts")
DRAFT = re.compile(rf"（[^（）]*(?:{_DRAFTS})[^（）]*）$")
"""What says behind a title that the text is a draft: ``（草案修改稿）``."""
# 1999年成文法（杂项规定）条例草案
_BILL = re.compile(r"(?<=条例|办法|规定)草案$|(?<=法)草案$")
_DRAFT_WORDS = re.compile(rf"(?:公开|修订)?(?:{_DRAFTS})(?:[一二三四]次)?(?:[修审][改议]稿)?$")


def final_name(title: str) -> str:
    """The bare title without what calls it a draft: ``…规划（公开征求意见稿）`` → ``…规划``."""
    return _DRAFT_WORDS.sub("", bare(title))


def draft_words(title: str) -> str:
    """What a title says of being a draft, in its matching form; empty where it says nothing."""
    match = DRAFT.search(key(title)) or _BILL.search(key(title))
    return match[0] if match else ""
