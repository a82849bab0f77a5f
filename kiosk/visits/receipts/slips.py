"""A slip that a journey wants printed, as the printer's paragraphs, in the language of the screen.

The words are messages of the catalogs: `ui/extract.py` takes them from here, `locales/` translates them.
Numbers, labels and times stand in lines of their own, so that no right-to-left text turns them around.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from hardware.outcomes.printing import NotPrinted, Printed, PrintFault, PrintOutcome
from hardware.printers.receipt import LONGEST_TEXT, MOST_PARTS, Qr, Receipt, Text
from kiosk.journeys.handover.receipts import DropOffSlip, RoundSlip, Slip, SpaceSlip, TestSlip
from kiosk.journeys.handover.screens import ReceiptWord
from kiosk.site.whole import Site


class Phrase(StrEnum):
    """What is said on receipts; in catalogs the context is "Receipt"."""

    TITLE = "Receipt"
    DELIVERED = "Parcels delivered"
    MISSING = "Expected, but not scanned"
    MORE = "and more"
    QUESTIONS = "Questions? Please call us."
    VISIT = "Visit"
    TEST = "Test page"
    DOOR = "Door"
    CODE = "Your code"
    KEEP = "Whoever has this slip can open the door."
    DROPPED_OFF = "Left here"
    NUMBER = "Number"
    SIZE = "Size"
    SINCE = "Since"
    COLLECT = "Code to collect it"
    TAKE_BACK = "Code to take it back"
    PAID = "Paid"
    GIVEN_BACK = "Given back"
    TAX = "Tax included"
    FISCAL_NUMBER = "Receipt number"
    SIGNATURE = "Signature"
    UNSIGNED = "This receipt is not signed yet."


Say = Callable[[str], str]
"""A phrase in the language of the screen. Called in the kiosk's thread."""

_LETTERS: Final = "0123456789 ABCDEFGHIJKLM abcdefghijklm #%&@€"
MOST_PAID: Final = 3
"""So many payments of a visit are on its receipt."""
_ROOM: Final = MOST_PARTS - 20 - 8 * MOST_PAID


@dataclass(frozen=True, slots=True)
class PaidLine:
    """One movement of money in a visit, as it is written. `tax`: rate and amount, empty for none. `number`,
    `signature`, `qr`: of the fiscal receipt; `unsigned`: it has none yet.
    """

    amount: str
    tax: str = ""
    is_back: bool = False
    number: str = ""
    signature: str = ""
    qr: str = ""
    unsigned: bool = False


@dataclass(frozen=True, slots=True)
class Printing:
    """What every receipt of this visit has on it. `reference` is for machines that check it later."""

    visit: int
    word: str
    at: datetime
    reference: str
    paid: tuple[PaidLine, ...] = ()


def receipt(slip: Slip, site: Site, printing: Printing, say: Say) -> Receipt:
    body: list[Text | Qr]
    match slip:
        case RoundSlip(parcels, missing):
            shown = parcels[:_ROOM]
            lines = [_text(f"{label or '-'}   {text or '-'}") for label, text in shown]
            body = [
                _text(f"{say(Phrase.DELIVERED)}: {len(parcels)}"),
                *lines,
                *([_text(say(Phrase.MORE))] if len(shown) < len(parcels) else []),
                *([_text(f"{say(Phrase.MISSING)}: {missing}")] if missing else []),
            ]
        case DropOffSlip():
            body = list(_dropped_off(slip, say))
        case SpaceSlip(label, code, token):
            body = [
                _text(f"{say(Phrase.DOOR)} {label}", large=True),
                _text(say(Phrase.CODE)),
                _text(f"{code[:4]} {code[4:]}", large=True),
                Qr(token),
                _text(say(Phrase.KEEP)),
            ]
        case TestSlip():
            phrases = [_text(say(phrase)) for phrase in (Phrase.DELIVERED, Phrase.MISSING, Phrase.MORE)]
            body = [_text(say(Phrase.TEST), large=True), _text(_LETTERS), *phrases]
    local = printing.at.astimezone(ZoneInfo(site.time_zone))
    return Receipt(
        (
            _text(site.operator, centred=True),
            _text(say(Phrase.TITLE), large=True, centred=True),
            _text(f"{site.id}   {local:%Y-%m-%d %H:%M}", centred=True),
            *body,
            *_paid(printing.paid, say),
            _text(f"{say(Phrase.VISIT)}: {printing.visit} {printing.word}"),
            _text(say(Phrase.QUESTIONS)),
            _text(site.phone),
            Qr(slip.reference if isinstance(slip, DropOffSlip) else printing.reference),
        )
    )


def _paid(paid: tuple[PaidLine, ...], say: Say) -> Iterator[Text | Qr]:
    for each in paid[:MOST_PAID]:
        yield _text(f"{say(Phrase.GIVEN_BACK if each.is_back else Phrase.PAID)}: {each.amount}")
        if each.tax:
            yield _text(f"{say(Phrase.TAX)}: {each.tax}")
        if each.number:
            yield _text(f"{say(Phrase.FISCAL_NUMBER)}:")
            yield _text(each.number)
        if each.signature:
            yield _text(f"{say(Phrase.SIGNATURE)}:")
            yield _text(each.signature)
        if each.qr:
            yield Qr(each.qr)
        if each.unsigned:
            yield _text(say(Phrase.UNSIGNED))


def _dropped_off(slip: DropOffSlip, say: Say) -> Iterator[Text]:
    yield _text(say(Phrase.DROPPED_OFF))
    facts = (
        (Phrase.NUMBER, slip.number),
        (Phrase.DOOR, slip.label),
        (Phrase.SIZE, slip.size),
        (Phrase.SINCE, slip.time),
        (Phrase.COLLECT, slip.code),
        (Phrase.TAKE_BACK, slip.own),
    )
    for phrase, fact in facts:
        if fact:
            yield _text(f"{say(phrase)}:")
            yield _text(fact, large=phrase is Phrase.NUMBER)


def _text(text: str, *, large: bool = False, centred: bool = False) -> Text:
    return Text(text[:LONGEST_TEXT], large, centred)


def word_of(outcome: PrintOutcome) -> ReceiptWord:
    """What a person is told of it."""
    match outcome:
        case Printed():
            return ReceiptWord.PRINTED
        case NotPrinted(PrintFault.NO_PAPER):
            return ReceiptWord.NO_PAPER
        case NotPrinted(PrintFault.OFFLINE):
            return ReceiptWord.OFFLINE
        case NotPrinted():
            return ReceiptWord.FAILED
