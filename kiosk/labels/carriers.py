"""The carriers whose labels are known, and what a scanned or typed text is by their rules.

The bars of many labels hold more than is printed below them and announced: where to, by which service, the
kind of number. A rule says what is routing and what is the parcel's own number; whether that number is
announced is looked up, so that a rule may be generous.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kiosk.access.codes import tracking_text
from kiosk.labels.gs1 import message_readings
from kiosk.labels.rule import CheckFound, LabelReading, LabelRule

SHORTEST: Final = 6
LONGEST: Final = 64
"""Characters of a text that is worth a look; no carrier's bars hold more."""

_AIM: Final = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_SEPARATORS: Final = re.compile("[\x1d\N{SYMBOL FOR GROUP SEPARATOR}]")
_MARKED: Final = re.compile(r"\d[\d./-]{5,38}\d")
_MARKS: Final = re.compile("[./-]")


@dataclass(frozen=True, slots=True)
class Carrier:
    """`id`: its file's name. `source`: where its rules are from. `standard`: of many carriers, no name."""

    id: str
    name: str
    source: str
    rules: tuple[LabelRule, ...]
    standard: bool = False


@dataclass(frozen=True, slots=True)
class Carriers:
    """`digest`: SHA-256, in hex, of all that their files say."""

    every: tuple[Carrier, ...] = ()
    digest: str = ""

    def readings(self, text: str) -> tuple[LabelReading, ...]:
        """What `text` is by each rule that fits, likeliest first, and by each field of a GS1 message."""
        bare = _bare(text)
        if bare is None:
            return ()
        pieces = [piece for piece in _SEPARATORS.split(bare) if piece]
        spellings = _spellings("".join(pieces))
        return (*self._by_rules(spellings), *message_readings("\x1d".join(pieces)))

    def numbers(self, text: str) -> tuple[str, ...]:
        """Tracking texts, as `codes.tracking_text` writes them, that `text` may be announced as, likeliest
        first; not itself. Two labels of one parcel have one of these or themselves in common."""
        itself = tracking_text(text)
        keys = (tracking_text(number) for number in self._numbers(text))
        return tuple(dict.fromkeys(key for key in keys if key and key != itself and len(key) >= SHORTEST))

    def nearby(self, text: str) -> tuple[str, ...]:
        """Tracking texts that `text` may be, were it not for one slip: a check digit that says the whole was
        misread, or letters typed for the digits they look like. Never to be taken without asking."""
        bare = _bare(text)
        if bare is None:
            return ()
        known = {tracking_text(text), *self.numbers(text)}
        doubtful = [each.number for each in self.readings(text) if not each.counts]
        meant = [near for _, rule in self._rules() if (near := rule.nearly(_flat(bare)))]
        typed = [number for near in meant for number in (near, *self.numbers(near))]
        found = (tracking_text(number) for number in (*doubtful, *typed))
        return tuple(dict.fromkeys(key for key in found if key and key not in known))

    def is_misread(self, text: str) -> bool:
        """Whether a label that nobody announced was more likely misread than unknown: its form is one
        carrier's alone and its check digit is wrong, and right in no other form of that kind."""
        found = {each.check for each in self.readings(text) if each.distinct}
        return CheckFound.WRONG in found and CheckFound.RIGHT not in found

    def carrier_of(self, text: str) -> str:
        """The name of the carrier whose label it is beyond doubt; empty where nobody knows."""
        names = {carrier.name for carrier in self.every if not carrier.standard}
        sure = {
            each.carrier
            for each in self.readings(text)
            if each.carrier in names and each.distinct and each.check is not CheckFound.WRONG
        }
        return sure.pop() if len(sure) == 1 else ""

    def _by_rules(self, spellings: tuple[str, ...]) -> Iterator[LabelReading]:
        for carrier, rule in self._rules():
            for spelling in spellings:
                if read := rule.read(spelling, carrier.name):
                    yield read
                    break

    def _rules(self) -> Iterator[tuple[Carrier, LabelRule]]:
        rules = [(carrier, rule) for carrier in self.every for rule in carrier.rules]
        yield from sorted(rules, key=lambda each: -each[1].priority)

    def _numbers(self, text: str) -> Iterator[str]:
        for read in self.readings(text):
            if read.counts and read.number:
                yield read.number
                yield from read.also
        bare = _bare(text)
        if bare is None:
            return
        pieces = [piece for piece in _SEPARATORS.split(bare) if piece]
        if len(pieces) > 1:
            yield from pieces
        yield from _spellings("".join(pieces))[1:]


def _bare(text: str) -> str | None:
    """In capitals, without spaces and AIM identifier; None for what no carrier's label says."""
    bare = text.strip()
    if found := _AIM.match(bare):
        bare = bare[found.end() :]
    if not _SEPARATORS.sub("", bare).isascii() or len(bare) > LONGEST:
        return None
    return bare.upper().replace(" ", "")


def _flat(bare: str) -> str:
    return _SEPARATORS.sub("", bare)


def _spellings(flat: str) -> tuple[str, ...]:
    """As it is; and without the dots that some print and never code."""
    plain = _MARKS.sub("", flat)
    return (flat, plain) if plain != flat and _MARKED.fullmatch(flat) else (flat,)
