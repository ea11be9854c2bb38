"""Characters and words that a print has twice or has lost: 防控控制 for 防控制, 要求要求, 强大气环境管理."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from build_tools.documents.misprints.corpus_text import CorpusText, is_han
from build_tools.documents.misprints.misread_characters import Suspect
from build_tools.language.script import HAN, NUMERAL
from build_tools.language.words import is_word, official_words

_OFTEN = 2
TWICE = re.compile(rf"(?=([{HAN}]{{1,4}})\1)")
HEAD = re.compile(rf"(?<=[。；！？\n])[{HAN}]{{3}}")
_USUAL = 20  # prints of a word that may have lost its first character


def doubled(text: CorpusText) -> Iterator[Suspect]:
    """The places where a character or a word of the corpus is printed twice, and once makes what stands
    elsewhere."""
    places = [(m.start(), m[1]) for m in text.matches(TWICE)]
    places = [(i, w) for i, w in places if _may_be_doubled(text, i, w)]
    counts = text.counts({s for i, w in places for s in _wanted(text, i, w)})
    last = 0
    for i, word in places:
        if i < last or not _is_doubled(text, i, word, counts) or not _side_by_side(text, i + len(word), word):
            continue
        last = i + 2 * len(word)
        start = i - 1 if len(word) == 1 and is_han(text.chars[i - 1]) else i
        end = last + 1 if len(word) == 1 and is_han(text.chars[last]) else last
        yield Suspect(start, text.chars[start:end], text.chars[start:i] + text.chars[i + len(word) : end])


def _side_by_side(text: CorpusText, i: int, word: str) -> bool:
    """Whether no blank and no line end parts a word from the same one above: 找律师　律师在线."""
    above, below = text.place(i - 1), text.place(i)
    return len(word) == 1 or (above[0], above[1] + 1) == below


# 中华人民共和国国务院令: the name ends as 国务院, 国旗, 国籍 begin
_MEETS = re.compile(r"共和国国[务旗歌徽籍家防]")


def _once(text: CorpusText, i: int, word: str) -> tuple[str, str, str]:
    """What stands around a character that is printed twice, with it once: 预防控, 防控制, 预防控制."""
    before, after = text.chars[i - 2 : i], text.chars[i + 2 * len(word) : i + 2 * len(word) + 2]
    return before[1:] + word + after[:1], before + word + after[:1], before[1:] + word + after


def _may_be_doubled(text: CorpusText, i: int, word: str) -> bool:
    """Whether what stands twice is no word itself, and no two words that only meet."""
    twice = text.chars[i : i + 2 * len(word)]
    if is_word(twice) or any(c in NUMERAL for c in word) or _MEETS.match(text.chars, max(0, i - 2)):
        return False
    a, b = text.chars[i - 1], text.chars[i + 2 * len(word)]
    if len(word) == 1:  # 规规矩矩
        in_word = is_word(a + twice) or is_word(twice + b) or text.chars[i - 2] == a
        return not in_word and text.pair(twice) < _OFTEN
    if len(set(word)) == 1 or not (is_han(a) or is_han(b)):
        return False  # 城区乡镇城区乡镇: two cells that the print runs together
    return is_word(word) or (len(word) > 3 and is_word(word[:2]) and is_word(word[-2:]))


def _wanted(text: CorpusText, i: int, word: str) -> Iterable[str]:
    return _once(text, i, word) if len(word) == 1 else (word + word,)


def _is_doubled(text: CorpusText, i: int, word: str, counts: Mapping[str, int]) -> bool:
    if len(word) > 1:
        return counts[word + word] < _OFTEN
    return _once_is_printed(text, i, word, counts) or _stray(text, i)


def _stray(text: CorpusText, i: int) -> bool:
    """Whether the second of two equal characters belongs to nothing: 预警警机制, 排放放。, not 农村村民."""
    a, char, b, c = text.chars[i - 1], text.chars[i], text.chars[i + 2], text.chars[i + 3]
    if not is_han(a) or not (is_word(a + char) or text.pair(a + char) > _OFTEN):
        return False
    return not is_han(b) or (text.pair(char + b) < _OFTEN and not is_word(char + b) and is_word(b + c))


def _once_is_printed(text: CorpusText, i: int, char: str, counts: Mapping[str, int]) -> bool:
    """Whether what the place would read with the character once is printed elsewhere."""
    short, longer, longest = _once(text, i, char)
    if any(short in word for word in official_words() if len(word) > 3):
        return True
    # a word begins with the second one: 机构 and 构建, 专项组 and 组长
    often = counts[short] >= _OFTEN and max(counts[longer], counts[longest]) >= _OFTEN
    return often and not is_word(short[1:])


def lost(text: CorpusText) -> Iterator[Suspect]:
    """The places where a long word of official texts is printed without one of its characters, and sentences
    that begin with a character that elsewhere never begins one."""
    chars, begun = text.chars, shortened()
    for i in text.searched():
        for short, whole in begun[chars[i : i + 4]]:
            end = i + len(short)
            fits = chars.startswith(short, i) and not is_word(chars[end - 1 : end + 1])
            if fits and _is_lost(text, i, short, whole) and text.counts({short})[short] == 1:
                yield Suspect(i, short, whole)
                break
    yield from _headless(text)


@cache
def shortened() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Long official words without one of the characters in their midst, and the words, by the first four."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for whole in sorted(w for w in official_words() if len(w) > 4):
        for i in range(1, len(whole) - 1):
            short = whole[:i] + whole[i + 1 :]
            if not is_word(short):
                found[short[:4]] = (*found.get(short[:4], ()), (short, whole))
    return found


def _is_lost(text: CorpusText, i: int, short: str, whole: str) -> bool:
    at = next(k for k, (x, y) in enumerate(zip(short, whole, strict=False)) if x != y)
    return text.pair(short[at - 1 : at + 1]) < _OFTEN or len(short) > 4


def _headless(text: CorpusText) -> Iterator[Suspect]:
    """``。强大气环境管理``, where no other sentence begins with 强大 and 加强大气 stands wherever
    else 强大气 does;
    not ``。不履行``, which is printed behind 拒 and behind 或者."""
    chars = text.chars
    heads = list(text.begun(HEAD))
    begun = Counter(chars[i : i + 2] for i in heads)
    before: dict[str, list[str]] = {}
    for pair, count in text.often.items():
        if count >= _USUAL and all(map(is_han, pair)) and is_word(pair):
            before.setdefault(pair[1], []).append(pair[0])
    tried = [
        (i, a + chars[i : i + 3])
        for i in heads
        if begun[chars[i : i + 2]] == 1 and is_word(chars[i + 1 : i + 3]) and _often(text, i)
        for a in before.get(chars[i], ())
    ]
    counts = text.counts({part for _, s in tried for part in (s, s[1:])})
    for i, whole in tried:
        if counts[whole] >= _OFTEN and counts[whole] == counts[whole[1:]] - 1:
            yield Suspect(i, whole[1:], whole)


def _often(text: CorpusText, i: int) -> bool:
    """Whether three characters may stand elsewhere too: their pairs do."""
    pairs = text.chars[i : i + 2], text.chars[i + 1 : i + 3]
    return all(text.pair(pair) >= _OFTEN for pair in pairs)
