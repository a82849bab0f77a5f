"""What is said of a screen: the phrases of its accessible objects, as a screen reader would hear them.

Nothing here is a text of its own: names and descriptions come from the screen, and the few words between them
("2 choices") from `SpeechWords`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtGui import QAccessible

from hardware.speech.client import SpokenPhrase
from ui.accessible import Control

Role = QAccessible.Role
MOST_CHOICES: Final = 9
"""As many are listed; of more, only how many there are."""
_CHOICES: Final = frozenset({Role.Button, Role.CheckBox, Role.RadioButton})
_MUTE: Final = frozenset({Role.Graphic, Role.Pane, Role.Window})
_FIGURES: Final = re.compile(r"\d+")
_UNHEARD: Final = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class SpeechWords(Protocol):
    """The words that stand between those of a screen, in the screen's language."""

    def choices(self, count: int) -> str:
        """How many there are."""

    def more(self, count: int) -> str:
        """How many are not listed."""

    def place(self, number: int, count: int) -> str:
        """Which one of how many."""

    def state(self, control: Control) -> str:
        """On, off, chosen, not available; empty where there is nothing to say."""

    def how(self, way: str, name: str = "") -> str:
        """How to go on: `enter` (with the name of what is meant), `only` (with that of the one choice),
        `arrows`, `digits`, `letters`, `whole`."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is new on a screen that stays. `urgent`: said at once, whatever is being said."""

    phrases: tuple[SpokenPhrase, ...]
    urgent: bool


@dataclass(frozen=True, slots=True)
class SpeechScript:
    """Makes phrases of a page's controls. `keys`: whether the person uses keys, and hears which."""

    words: SpeechWords
    language: str
    keys: bool = True

    def screen(self, page: Sequence[Control]) -> tuple[SpokenPhrase, ...]:
        """A new screen from the top: title, what happened, texts, choices, where the keys are."""
        title = self.title(page)
        texts = [*self._alerts(page), *self._texts(page)]
        said: list[str] = []
        for text in (title, *texts):
            # A number or a label that stands alone is said with the sentence that it belongs to.
            others = said if " " in text else [*said, *(one for one in texts if one != text)]
            if text and not _within(text, others):
                said.append(text)
        return (*map(self._phrase, said), *self._choices(page), *self.start(page))

    def title(self, page: Sequence[Control]) -> str:
        """What the screen is called; empty where nothing has a name."""
        panes = [one.name for one in page if one.role == Role.Pane and one.name]
        heads = [one.name for one in page if one.role == Role.Heading]
        return (panes or heads or [""])[0]

    def start(self, page: Sequence[Control]) -> tuple[SpokenPhrase, ...]:
        """Where the keys begin."""
        if not self.keys:
            return ()
        if any(one.password for one in page):
            return self._hint("digits")
        if any(one.key for one in page):
            return self._hint("letters")
        at = meant(page)
        if at is not None:
            return self._hint("enter", at.name)
        offered = choices(page)
        if len(offered) == 1:
            return self._hint("only", offered[0].name)
        return self._hint("arrows") if offered else ()

    def focus(self, page: Sequence[Control], rows: Sequence[Control] = ()) -> tuple[SpokenPhrase, ...]:
        """What has the keys now, on the page or in the rows below it; nothing where no control has them."""
        at = focused((*page, *rows))
        return () if at is None else self.control(at, page)

    def control(self, at: Control, page: Sequence[Control]) -> tuple[SpokenPhrase, ...]:
        """One control. A key of a keypad where a code is typed is private."""
        if at.key and any(one.password for one in page):
            return (SpokenPhrase(at.name, self.language, private=len(at.name) == 1),)
        offered = choices(page)
        told = [self.words.state(at), at.description]
        if at in offered and len(offered) > 1:
            told.append(self.words.place(offered.index(at) + 1, len(offered)))
        return (self._named(at), *(self._phrase(one) for one in told if one))

    def changes(self, before: Sequence[Control], after: Sequence[Control], *, asked: bool) -> Change:
        """What is new on a page that stays. `asked`: the person has just done something, so that figures that
        changed are an answer and no clock."""
        known = {one.name for one in before}
        figures = {_FIGURES.sub("#", name) for name in known}
        secret = any(one.password for one in after)

        def is_new(name: str) -> bool:
            if name in known:
                return False
            return _FIGURES.sub("#", name) not in figures or (asked and not secret)

        alerts = [name for name in self._alerts(after) if is_new(name)]
        title = [name for name in (self.title(after),) if is_new(name)]
        texts = [name for name in self._texts(after) if is_new(name)]
        said: list[str] = []
        for name in (*alerts, *title, *texts):
            if not _within(name, said):
                said.append(name)
        if asked and not alerts and not title and len(texts) == 1:
            said = [_added(texts[0], known) or texts[0]]
        phrases = tuple(map(self._phrase, said))
        if asked and {one.name for one in choices(after)} - known:
            phrases += tuple(self._choices(after))
        else:
            phrases += self._turned(before, after)
        return Change(phrases, bool(alerts) or asked)

    def typed(self, before: str, after: str, *, whole: bool) -> tuple[SpokenPhrase, ...]:
        """What was typed of a code since: each digit private."""
        if not after.startswith(before):
            return ()
        new = tuple(SpokenPhrase(one, self.language, private=True) for one in after[len(before) :])
        return (*new, *self._hint("whole")) if whole and self.keys else new

    def _alerts(self, page: Sequence[Control]) -> list[str]:
        return [one.name for one in page if one.role == Role.AlertMessage and one.name]

    def _texts(self, page: Sequence[Control]) -> list[str]:
        silent = _CHOICES | _MUTE | {Role.AlertMessage}
        return [one.name for one in page if one.role not in silent and one.name and not one.password]

    def _choices(self, page: Sequence[Control]) -> Iterator[SpokenPhrase]:
        offered = choices(page)
        if not offered:
            return
        if len(offered) > 1:
            yield self._phrase(self.words.choices(len(offered)))
        listed = [one for one in page if _is_choice(one)][:MOST_CHOICES]
        for one in listed:
            yield self._named(one)
            for told in (self.words.state(one), one.description):
                if told:
                    yield self._phrase(told)
        left = len([one for one in page if _is_choice(one)]) - len(listed)
        if left:
            yield self._phrase(self.words.more(left))

    def _turned(self, before: Sequence[Control], after: Sequence[Control]) -> tuple[SpokenPhrase, ...]:
        """The states that changed under the keys."""
        at = focused(after)
        was = next((one for one in before if at is not None and one.name == at.name), None)
        if at is None or was is None or was.checked == at.checked:
            return ()
        return (self._phrase(self.words.state(at)),)

    def _hint(self, way: str, name: str = "") -> tuple[SpokenPhrase, ...]:
        return (self._phrase(self.words.how(way, name)),)

    def _named(self, one: Control) -> SpokenPhrase:
        return SpokenPhrase(_heard(one.name), one.language or self.language)

    def _phrase(self, text: str) -> SpokenPhrase:
        return SpokenPhrase(_heard(text), self.language)


def choices(page: Sequence[Control]) -> list[Control]:
    """What can be chosen now, without the keys of a keypad."""
    return [one for one in page if _is_choice(one) and one.enabled]


def focused(page: Sequence[Control]) -> Control | None:
    """The control that has the keys."""
    return next((one for one in page if one.focused and one.role in _CHOICES), None)


def meant(page: Sequence[Control]) -> Control | None:
    """Where the keys are, or will be as soon as the screen takes an answer."""
    at = focused(page)
    if at is not None or any(one.password or one.key for one in page):
        return at
    return next((one for one in page if one.main and one.enabled), None)


def _is_choice(one: Control) -> bool:
    return one.role in _CHOICES and not one.key


def _heard(text: str) -> str:
    """Without the marks that only tell which way letters run."""
    return _UNHEARD.sub("", text)


def _within(text: str, said: Sequence[str]) -> bool:
    """Whether these very words have been said already, alone or as part of a sentence."""
    return any(re.search(rf"(?<!\w){re.escape(text)}(?!\w)", one) for one in said)


def _added(text: str, known: set[str]) -> str:
    """What was typed behind a text that stood there; empty where it is another text."""
    was = max((one for one in known if one and text.startswith(one)), key=len, default="")
    return text[len(was) :] if was and len(text) - len(was) <= 2 else ""
