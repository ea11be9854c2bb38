"""One character that stands for another that looks or sounds like it: 甲院 where other places print 甲烷."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from build_tools.documents.misprints.corpus_text import CorpusText, is_han
from build_tools.language.words import is_word, look_alikes, official_words, sounds

_OFTEN = 2  # prints of a pair that show that it is one
_OUTWEIGHS = 8  # how much oftener a pair is printed than the one that it is taken for, where both are words
_BOUND = 12  # prints of a pair that show that its characters belong together
_MOSTLY = 1.5  # its prints in all, to those of a pair that it belongs to
_LONGEST = 8
# they stand between words: 地表水和地下水 is not 水利
_PARTICLES = frozenset("的和及与或在为对从以将把被由向按并而且其各本该是有不无")


@dataclass(frozen=True)
class Suspect:
    """What is printed at a place of the text and what other places print, or a word of official texts."""

    index: int
    was: str
    now: str


_Candidate = tuple[int, str]
"""A place, and another character for the one that is printed there."""


def misread_characters(text: CorpusText) -> Iterator[Suspect]:
    """The places where a character stands in a pair that is printed nowhere else, and another one that looks
    or sounds like it would make a word of official texts, or what other places print."""
    reader = _Reader(text)
    candidates = list(reader.candidates())
    counts = text.counts({s for c in candidates for s in reader.around(c)})
    seen = -1
    for candidate in candidates:
        if candidate[0] > seen and (suspect := reader.judged(candidate, counts)) is not None:
            seen = candidate[0]
            yield suspect


def _beside(pairs: Iterable[str]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The characters that stand behind each, and those that stand before it."""
    after: dict[str, set[str]] = defaultdict(set)
    before: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        after[pair[0]].add(pair[1])
        before[pair[1]].add(pair[0])
    return after, before


class _Reader:
    """The text with what is known of its pairs: ``after[a]`` are the characters that stand often behind a."""

    def __init__(self, text: CorpusText) -> None:
        self.text = text
        self.chars = text.chars
        often = set(text.often)
        listed = {w[i : i + 2] for w in official_words() for i in range(len(w) - 1)}
        self.after, self.before = _beside(often)
        self.word_after, self.word_before = _beside(listed)
        self.by_sound: dict[str, set[str]] = defaultdict(set)
        for char in filter(is_han, {char for pair in often | listed for char in pair}):
            for sound in sounds(char):
                self.by_sound[sound].add(char)
        self.alike: dict[str, set[str]] = {}

    def similar(self, char: str) -> set[str]:
        """The characters of the corpus and of official words that look or sound like one."""
        if char not in self.alike:
            found = set(look_alikes().get(char, ()))
            self.alike[char] = found.union(*(self.by_sound[s] for s in sounds(char))) - {char}
        return self.alike[char]

    def candidates(self) -> Iterator[_Candidate]:
        """Other characters for those that stand in a pair that is printed once, in the order of the text."""
        chars, none, often = self.chars, frozenset[str](), self.text.often
        for i in sorted({i for place in self.text.once for i in (place, place + 1)}):
            if not 2 <= i < len(chars) - 3 or not is_han(chars[i]):
                continue
            if often.get(chars[i - 1 : i + 1], 1) > _BOUND or often.get(chars[i : i + 2], 1) > _BOUND:
                continue
            char = chars[i]
            a, b, alike = chars[i - 1], chars[i + 1], self.similar(char)
            others = alike & self.after.get(a, none) & self.before.get(b, none)
            others |= (alike & self.word_after.get(a, none)) | (alike & self.word_before.get(b, none))
            yield from ((i, other) for other in sorted(others))

    def shaped(self, candidate: _Candidate) -> bool:
        """Whether the two characters look alike."""
        return candidate[1] in look_alikes().get(self.chars[candidate[0]], ())

    def around(self, candidate: _Candidate) -> tuple[str, str, str, str]:
        """The three characters around a place as they would read, and those in its midst as they do."""
        (i, y), chars = candidate, self.chars
        here = chars[i - 1 : i + 2]
        return chars[i - 2 : i] + y, chars[i - 1] + y + chars[i + 1], y + chars[i + 1 : i + 3], here

    def judged(self, candidate: _Candidate, counts: dict[str, int]) -> Suspect | None:
        """The suspect at a place, None where there is not enough for it."""
        i, y = candidate
        a, b = self.chars[i - 1], self.chars[i + 1]
        left, middle, right, here = self.around(candidate)
        if counts[here] > 1:
            return None
        word = self._word(i, y)
        alone = self._rare(a, self.chars[i]) and self._rare(self.chars[i], b)
        covered = self._covered(i)
        if alone and covered < 2:
            found = self._orphan(candidate, word, counts)
        elif covered > 2:
            return None
        elif covered < 2 and len(word) == 2 and self.shaped(candidate):
            found = word if self._on_rare_side(i, word) else ""
        elif len(word) > 2 and (alone or self.shaped(candidate)):
            found = word
        else:
            stands = len(word) > 3 or (counts[middle] > _OFTEN and max(counts[left], counts[right]) > _OFTEN)
            shaped = self.shaped(candidate)  # not 交底，, for which 交的， stands often: it but sounds alike
            sure = shaped or (bool(word) and (covered < 2 or len(word) > 2))
            found = (word or middle) if sure and stands and self._outweighed(candidate) else ""
        return self._suspect(i, y, found) if found else None

    def _orphan(self, candidate: _Candidate, word: str, counts: dict[str, int]) -> str:
        """What speaks for a character in the place of one that no word holds; empty where nothing does.

        One that but sounds alike must make a word of official texts: not 享有盛誉, beside 享有声誉.
        """
        left, middle, right, _ = self.around(candidate)
        if len(word) > 2 or self.chars[candidate[0]] in _PARTICLES:
            return word if len(word) > 2 else ""
        shaped = self.shaped(candidate)
        if shaped and word and self.text.pair(word) >= _OFTEN and self._free(candidate[0], word):
            return word
        if not all(map(is_han, middle)) or not shaped or not counts[middle]:
            return ""
        return middle if max(counts[left], counts[right], counts[middle]) >= _OFTEN else ""

    def _on_rare_side(self, i: int, word: str) -> bool:
        """Whether a word of two takes the place of a pair that is printed once, and what it shares with that
        pair is hardly ever printed but in the word: 将甲院等, where most other 甲 are of 甲烷."""
        chars = self.chars
        pairs = chars[i - 1 : i + 1], chars[i : i + 2]
        was, other = pairs if chars[i - 1] == word[0] else pairs[::-1]
        shared = word[0] if chars[i - 1] == word[0] else word[1]
        alone = self.text.pair(was) <= 1 and not is_word(other) and chars[i] not in _PARTICLES
        return (
            alone
            and self.text.pair(word) > _OFTEN
            and chars.count(shared) - 1 <= self.text.pair(word) * _MOSTLY
        )

    def _free(self, i: int, word: str) -> bool:
        """Whether the other character of a word of two stands in no word on its other side: not 其地下, which
        looks like 基地."""
        chars = self.chars
        ahead = chars[i - 1] == word[0] and word[1] != chars[i + 1]
        return not is_word(chars[i - 2 : i] if ahead else chars[i + 1 : i + 3])

    def _rare(self, a: str, b: str) -> bool:
        return not is_han(a) or not is_han(b) or self.text.pair(a + b) <= 1

    def _outweighed(self, candidate: _Candidate) -> bool:
        """Whether the other character is printed far oftener on the side where the printed one is usual."""
        (i, y), chars = candidate, self.chars
        sides = ((chars[i - 1 : i + 1], chars[i - 1] + y), (chars[i : i + 2], y + chars[i + 1]))
        usual = ((was, now) for was, now in sides if self.text.pair(was) > 1)
        return all(self.text.pair(was) * _OUTWEIGHS <= self.text.pair(now) for was, now in usual)

    def _windows(self, i: int) -> Iterator[tuple[int, int]]:
        """The spans of two characters or more around a place, the longest first."""
        for length in range(_LONGEST, 1, -1):
            for start in range(max(0, i - length + 1), i + 1):
                yield start, start + length

    def _word(self, i: int, y: str) -> str:
        """The longest word of official texts that a character would make at a place."""
        words, chars = official_words(), self.chars
        spelt = (chars[s:i] + y + chars[i + 1 : e] for s, e in self._windows(i))
        return next((w for w in spelt if w in words), "")

    def _covered(self, i: int) -> int:
        """The length of the longest word in which the printed character stands, 0 where it is in none."""
        return next((e - s for s, e in self._windows(i) if is_word(self.chars[s:e])), 0)

    def _suspect(self, i: int, y: str, now: str) -> Suspect:
        """The window that reads as ``now`` once the character is the other one."""
        for k in range(len(now)):
            start = i - k
            if now[k] == y and self.chars[start:i] + y + self.chars[i + 1 : start + len(now)] == now:
                return Suspect(start, self.chars[start : start + len(now)], now)
        raise ValueError(f"{now} does not read {y} at {i}")
