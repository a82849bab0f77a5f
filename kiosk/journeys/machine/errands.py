"""Long work that a process of its own does for a technician: verifying the journal, carrying it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from kiosk.journeys.effects import Effect, Source, ask
from kiosk.journeys.machine.screens import StopChoice, Underway
from kiosk.journeys.machine.seen import Errand, ErrandAt, ErrandEnd, ErrandWord


@dataclass(frozen=True, slots=True)
class SendErrand(Effect[None]):
    """Begin it; one that was under way is given up. `ErrandNews` tells of it."""

    errand: Errand

    def outcomes(self) -> tuple[None, ...]:
        return (None,)


@dataclass(frozen=True, slots=True)
class CallBack(Effect[None]):
    """Give up what is under way; nothing is left half."""

    def outcomes(self) -> tuple[None, ...]:
        return (None,)


@dataclass(frozen=True, slots=True)
class ErrandNews(Source[ErrandAt | ErrandEnd]):
    errand: Errand

    def outcomes(self) -> tuple[ErrandAt | ErrandEnd, ...]:
        return (ErrandAt(50), *(self._end(word) for word in _WORDS[self.errand]))

    @staticmethod
    def _end(word: ErrandWord) -> ErrandEnd:
        match word:
            case ErrandWord.DONE:
                return ErrandEnd(word, rows=1204, name="cubby-DEMO-1-20260504T120000Z")
            case ErrandWord.BROKEN:
                return ErrandEnd(word, seq=700)
            case _:
                return ErrandEnd(word)


_WORDS = {
    Errand.VERIFY: (ErrandWord.DONE, ErrandWord.BROKEN, ErrandWord.UNREADABLE, ErrandWord.FAILED),
    Errand.EXPORT: tuple(ErrandWord),
    Errand.EXPORT_BROKEN: tuple(word for word in ErrandWord if word is not ErrandWord.BROKEN),
}


async def send(errand: Errand) -> ErrandEnd | None:
    """What came of it; None where the technician did not wait for that."""
    await SendErrand(errand)
    percent = 0
    while True:
        answer = await ask(Underway(errand, percent), ErrandNews(errand))
        match answer:
            case ErrandAt(now):
                percent = now
            case ErrandEnd():
                return answer
            case StopChoice.STOP:
                await CallBack()
                return None
            case _:
                assert_never(answer)
