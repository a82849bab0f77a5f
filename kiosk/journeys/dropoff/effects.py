"""What a journey asks for when a visitor brings something along: it is announced, found again, receipted."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.custody.ids import ConsignmentId, PartyId
from kiosk.journeys.effects import Effect


@dataclass(frozen=True, slots=True)
class TakenOn:
    """It is announced as `thing` under its `number`: what its label says, or one that was drawn.

    `code`, `token`: for whoever collects it, where that is a person; `own`: with which whoever brought it can
    take it back. Each is told once.
    """

    thing: ConsignmentId
    number: str
    code: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    own: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class PhoneRefused:
    """No telephone can have this number."""


@dataclass(frozen=True, slots=True)
class TakeOn(Effect[TakenOn | PhoneRefused]):
    """Announce what `party` has brought along, with the rules of its service as they are now.

    `label`: what was scanned or typed, empty where it has none: then a number is drawn. `phone`: of whoever
    collects it, empty where only a code says who that is. `note`: where it goes, in their own words.
    """

    service: str
    party: PartyId
    label: str
    size: str
    phone: str = ""
    note: str = ""

    def outcomes(self) -> tuple[TakenOn | PhoneRefused, ...]:
        return (TakenOn(ConsignmentId("id"), self.label or "12345678"),)


class HeldOut(StrEnum):
    """What a text is that somebody holds out at home."""

    PROOF = "proof"
    """A code or a badge, or nothing that is known here: it is asked whose it is."""
    THING = "thing"
    """What is announced, and whoever has it may put in."""
    LABEL = "label"
    """The label of something that nobody has announced."""
    LENT = "lent"
    """The label of something that somebody has, and is to bring back."""
    RECEIPT = "receipt"
    """The receipt of something that was left here."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """`thing`: which one it is; `number`: that of the label or receipt."""

    what: HeldOut
    thing: ConsignmentId | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Resolve(Effect[Resolved]):
    """What was held out at home. It proves nobody, and tells nothing of what is here for somebody."""

    text: str

    def outcomes(self) -> tuple[Resolved, ...]:
        return (Resolved(HeldOut.PROOF),)


@dataclass(frozen=True, slots=True)
class Receipted:
    """What is on the receipt of something that was put in: `reference` for whoever checks it later, with
    the journal's row and its hash. `time`: by the clock of the place."""

    number: str
    time: str
    reference: str


@dataclass(frozen=True, slots=True)
class MakeReceipt(Effect[Receipted]):
    """Of what this visit has just put in."""

    thing: ConsignmentId

    def outcomes(self) -> tuple[Receipted, ...]:
        return (Receipted("12345678", "2026-05-04 14:00", "DEMO-1 12345678 7 abc"),)


@dataclass(frozen=True, slots=True)
class DropOffFound:
    """What somebody left here is at `label` since `time`, or was taken out then; both empty: it is none."""

    label: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class FindLeft(Effect[DropOffFound]):
    """By the number on its receipt, of what a visitor has put in; of nothing else."""

    number: str

    def outcomes(self) -> tuple[DropOffFound, ...]:
        return (
            DropOffFound(),
            DropOffFound("1", "2026-05-04 14:00"),
            DropOffFound("", "2026-05-05 09:30"),
        )
