"""What those who keep texts up to date have to look at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Watch(StrEnum):
    """Why a text is to be looked at."""

    ENDS = "ends"  # its term or its trial has a last day
    PERIOD = "period"  # it prints a time of work
    OLDER = "older"  # what it carries out was changed or issued anew since
    GROUND_ENDED = "ground-ended"  # what it was made on has ended since
    CITES_ENDED = "cites-ended"  # it cites a text that has ended
    UNREAD = "unread"  # it amends another text, and how was not understood


@dataclass(frozen=True)
class Watched:
    """One entry: the record, the day that it is about (empty where none is known), what is said, the page and
    anchor that say it, and the record of the other text."""

    why: Watch
    record: str
    day: str
    words: str
    place: str
    other: str | None = None
