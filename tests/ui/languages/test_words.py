"""The words on screens are short, plain and warm: the rules that a machine can hold, over all messages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages.pofile import read_po

from tests.architecture.source import ROOT

LONGEST = 130
"""Characters of a whole text: two lines, or three where the window is small."""
LONGEST_SENTENCE = 90
LONGEST_BUTTON = 28

FORBIDDEN = {
    r"(?i)\berrors?\b": "never an error: say what happened",
    r"(?i)\b(?:lies|lie|lay|stands?|stood|rests?|resting|silent|anew|booked|the book)\b": "no metaphors",
    r"(?i)\b(?:cut off|door down|consignment|fold|ledger|other_visit|principal)\b": "an internal word",
    r"(?i)\b(?:is|are|was|were) not (?:there|here)\b|\bnot there\b": "say: not connected",
    r"(?i)\bthe other way round\b|\bcounts? no more\b|\bin doubt\b|\bat work\b": "no riddles",
    r"(?i)\b(?:look|see) whether\b|\blook that\b": "say: check that",
    r"(?i)\bstays? yours\b": "say: your parcel is safe",
    r"(?i)\b(?:cannot|can not|do not|does not (?:fit|help|know)|will not|have not)\b": "contractions",
    r"(?i)\b(?:announced|compartments?)\b": "one word a thing: expected, door",
    r"(?i)\b(?:color|recognize|canceled|gray)\b": "one spelling",
    r"!": "no exclamation marks",
    r"\.\.\.": "an ellipsis is one sign",
}
_OPENING = re.compile(r"(?:^|[.?:] )(?:It|Its)\b")
_SENTENCE = re.compile(r"(?<=[.?]) ")

_ONE_WORD = {
    "log in": "sign in",
    "cell": "door",
    "package": "parcel",
    "box": "parcel",
    "tap": "touch",
    "pen drive": "stick",
}


@cache
def texts() -> tuple[tuple[str, str], ...]:
    """Each message with where it is, in the words of the source."""
    with (ROOT / "locales" / "cubby.pot").open("rb") as file:
        return tuple(
            (str(message.context), message.id if isinstance(message.id, str) else message.id[0])
            for message in read_po(file)
            if message.id
        )


def faults(text: str) -> Iterator[str]:
    """What the page of words would have otherwise."""
    for pattern, why in FORBIDDEN.items():
        if found := re.search(pattern, text):
            yield f"{found[0]!r}: {why}"
    for word, instead in _ONE_WORD.items():
        if re.search(rf"(?i)(?<!shoe )\b{word}s?\b", text):
            yield f"{word!r}: say {instead}"
    if _OPENING.search(text):
        yield "a sentence begins with a bare It or Its: name the thing"
    if len(text) > LONGEST:
        yield f"{len(text)} characters: two lines hold {LONGEST}"
    if long := [one for one in _SENTENCE.split(text) if len(one) > LONGEST_SENTENCE]:
        yield f"a sentence of {len(long[0])} characters"


def test_every_text_keeps_to_the_words() -> None:
    wrong = [f"{where}: {text!r}: {fault}" for where, text in texts() for fault in faults(text)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "The scanner is not there",
        "Its recipient refused what lay there. Take it out.",
        "It did not work",
        "An error occurred",
        "Hurray!",
        "Board A is silent",
        "What is yours stays yours.",
        "I cannot reach it",
        "Package delivered",
        "Wait ...",
        "Check the wires and the power and the address and the connectors and the plug and the lamp.",
    ],
)
def test_a_text_that_breaks_a_rule_is_found(text: str) -> None:
    assert list(faults(text))


def test_the_same_is_said_in_the_same_words() -> None:
    """Texts that differ in nothing but their signs and capitals are one text."""
    alike = defaultdict(set)
    for _where, text in texts():
        alike[re.sub(r"[\W_]+", " ", text.replace("%n", "n").lower()).strip()].add(text.rstrip(".…?"))
    assert not [sorted(several) for several in alike.values() if len(several) > 1]


def test_a_button_says_what_it_does_in_a_few_words() -> None:
    buttons = re.compile(r'PushButton \{(?:[^{}]|\{[^{}]*\})*?\n\s*text: qsTr\("([^"]+)"\)', re.DOTALL)
    found = {
        text
        for file in sorted((ROOT / "ui" / "qml" / "screens").rglob("*.qml"))
        for text in buttons.findall(file.read_text("utf-8"))
    }
    assert len(found) > 60
    assert not [text for text in found if len(text) > LONGEST_BUTTON or text.endswith(".")]
