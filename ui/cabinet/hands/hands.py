"""What the cabinet's window knows and what its visitor's hands do."""

# ruff: noqa: N815  QML calls them by these names
from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, assert_never

from PySide6.QtCore import Property, QObject, Signal, Slot

from hardware.outcomes.reading import Symbology
from hardware.simulator.boards.doors import Who
from hardware.simulator.happenings import (
    BadgeTapped,
    ContactMoved,
    DoorChanged,
    HandRefused,
    Inside,
    LabelScanned,
    Latch,
    LatchChanged,
    MoneyMoved,
    PaperLeft,
    PictureShown,
    PlugMoved,
    SiteHappening,
    SlipCut,
    SupplyMoved,
    Warmed,
)
from hardware.simulator.senses.cabinet import PRINTER
from hardware.simulator.site import SimulatedSite
from kiosk.site.whole import Site
from ui.cabinet.hands.power import PowerHands
from ui.cabinet.hands.power import sentence as of_supply
from ui.cabinet.hands.senses import SenseHands
from ui.cabinet.hands.senses import sentence as of_senses
from ui.shown import plan


@dataclass(frozen=True, slots=True)
class ShelfItem:
    """Something to hold before a reader; only a parcel fits into a compartment."""

    text: str
    kind: Symbology
    caption: str
    parcel: bool

    @classmethod
    def from_json(cls, item: dict[str, Any]) -> ShelfItem:
        """`{"text", "kind": "code128" or "qr" .., "caption", "parcel"}`; a QR code is a phone."""
        kind = Symbology(item["kind"])
        return cls(item["text"], kind, item.get("caption", ""), item.get("parcel", kind is not Symbology.QR))


class CabinetHands(QObject):
    """What QML sees of the simulated site. Lives in the main thread; `hear` may be called from any."""

    doorsChanged = Signal()
    busesChanged = Signal()
    shelfChanged = Signal()
    heldChanged = Signal()
    newsChanged = Signal()
    fixedChanged = Signal()
    _heard = Signal(object)

    def __init__(self, site: Site, simulated: SimulatedSite, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._site = site
        self._simulated = simulated
        self._plan = plan(site.cabinet)
        self._doors_of = {c.label: [door.id for door in c.doors] for c in site.cabinet.compartments()}
        self._doors: dict[str, dict[str, Any]] = {
            door: {"open": False, "jammed": False, "holds": []}
            for doors in self._doors_of.values()
            for door in doors
        }
        plugs = [*(bus.name for bus in site.buses), *(line.name for line in site.sensors)]
        plugs += [supply.name for supply in site.power.supplies] if site.power is not None else []
        self._buses = dict.fromkeys([*plugs, *([PRINTER] if site.printer else [])], True)
        self._shelf: list[ShelfItem] = []
        self._held = ""
        self._senses = SenseHands(site, simulated.senses, self)
        self._power = PowerHands(site, simulated.supplies, self)
        self._news: list[str] = []
        self._heard.connect(self._hear)

    def hear(self, happening: SiteHappening) -> None:
        self._heard.emit(happening)

    def set_shelf(self, text: str) -> str:
        """Lay out what the JSON list says; a sentence when it makes no sense."""
        try:
            self._shelf = [ShelfItem.from_json(item) for item in json.loads(text)]
        except (ValueError, TypeError, KeyError) as refusal:
            return f"not a shelf: {refusal}"
        self.shelfChanged.emit()
        return ""

    # --- hands ---

    @Slot(str)
    def close(self, door: str) -> None:
        self._simulated.close(door)

    @Slot(str)
    def pry(self, door: str) -> None:
        self._simulated.open(door)

    @Slot(str)
    def jam(self, door: str) -> None:
        """Jam the lock, or free it."""
        act = self._simulated.free if self._doors[door]["jammed"] else self._simulated.jam
        act(door)

    @Slot(str)
    def take(self, compartment: str) -> None:
        """What is there goes back to the shelf."""
        known = {item.text for item in self._shelf}
        taken = self._simulated.take(compartment)
        new = [
            ShelfItem(text, Symbology.CODE128, "Taken out", parcel=True)
            for text in taken
            if text not in known
        ]
        if new:
            self._shelf += new
            self.shelfChanged.emit()

    @Slot(int, str)
    def put(self, index: int, compartment: str) -> None:
        """Lay a parcel of the shelf into an open compartment."""
        self._simulated.put(compartment, self._shelf[index].text)

    @Slot(int)
    def scan(self, index: int) -> None:
        self._simulated.scan(self._shelf[index].text)

    @Slot(int)
    def show(self, index: int) -> None:
        """Hold it before the camera, or put it down again."""
        item = self._shelf[index]
        if self._held == item.text:
            self._simulated.hide()
        else:
            self._simulated.show(item.text, item.kind)

    @Slot(str)
    def plug(self, bus: str) -> None:
        """Pull the plug, or put it back."""
        act = self._simulated.unplug if self._buses[bus] else self._simulated.plug
        act(bus)

    # --- what happened ---

    @Slot(object)
    def _hear(self, happening: SiteHappening) -> None:
        match happening:
            case DoorChanged(door, is_open, _):
                self._doors[door]["open"] = is_open
                self.doorsChanged.emit()
            case LatchChanged(door, latch):
                if latch is not Latch.HELD:
                    self._doors[door]["jammed"] = latch is Latch.JAMMED
                    self.doorsChanged.emit()
            case Inside(compartment, things):
                for state in (self._doors[door] for door in self._doors_of[compartment]):
                    state["holds"] = list(things)
                self.doorsChanged.emit()
                self.shelfChanged.emit()
            case PlugMoved(bus, plugged):
                self._buses[bus] = plugged  # of locks or of sensors, or the printer
                self.busesChanged.emit()
            case PictureShown(text):
                self._held = text
                self.heldChanged.emit()
            case Warmed() | ContactMoved() | PaperLeft() | SlipCut():
                self._senses.hear(happening)
            case SupplyMoved():
                self._power.hear(happening)
            case LabelScanned() | BadgeTapped() | MoneyMoved() | HandRefused():
                pass
            case _:
                assert_never(happening)
        self._news = [*self._news[-30:], sentence(happening)]
        self.newsChanged.emit()

    def _on_shelf(self) -> list[dict[str, Any]]:
        """The shelf without what is in the cabinet now; `index` is a thing's place on the whole shelf."""
        away = {text for door in self._doors.values() for text in door["holds"]}
        return [
            {"index": n, "text": i.text, "caption": i.caption, "parcel": i.parcel}
            for n, i in enumerate(self._shelf)
            if i.text not in away
        ]

    machine = Property(str, lambda self: self._site.id, notify=fixedChanged)
    cabinet = Property(dict, lambda self: self._plan, notify=fixedChanged)
    hasScanner = Property(bool, lambda self: self._site.scanner is not None, notify=fixedChanged)
    hasCamera = Property(bool, lambda self: self._site.camera is not None, notify=fixedChanged)
    doors = Property(dict, lambda self: self._doors, notify=doorsChanged)
    openDoors = Property(
        list, lambda self: [d for d, s in self._doors.items() if s["open"]], notify=doorsChanged
    )
    buses = Property(
        list, lambda self: [{"name": n, "plugged": p} for n, p in self._buses.items()], notify=busesChanged
    )
    shelf = Property(list, _on_shelf, notify=shelfChanged)
    held = Property(str, lambda self: self._held, notify=heldChanged)
    power = Property(QObject, lambda self: self._power, notify=fixedChanged)
    senses = Property(QObject, lambda self: self._senses, notify=fixedChanged)
    news = Property(list, lambda self: list(reversed(self._news)), notify=newsChanged)


_LATCHES = {
    Latch.JAMMED: "The lock of door {} is jammed.",
    Latch.FREED: "The lock of door {} moves again.",
    Latch.HELD: "Door {} was told to open, and its lock held.",
}


def sentence(happening: SiteHappening) -> str:
    """What happened, for a person who watches."""
    match happening:
        case DoorChanged(door, True, Who.COMMAND):
            return f"The board opened door {door}."
        case DoorChanged(door, is_open, _):
            return f"A hand {'opened' if is_open else 'closed'} door {door}."
        case LatchChanged(door, latch):
            return _LATCHES[latch].format(door)
        case Inside(compartment, things):
            return f"In compartment {compartment}: {', '.join(things) or 'nothing'}."
        case PlugMoved(bus, plugged):
            return f"The line {bus} is {'plugged in' if plugged else 'unplugged'}."
        case LabelScanned() | BadgeTapped() | PictureShown():
            return _of_readers(happening)
        case Warmed() | ContactMoved() | PaperLeft() | SlipCut():
            return of_senses(happening)
        case SupplyMoved():
            return of_supply(happening)
        case MoneyMoved(terminal, what, amount):
            return f"The terminal {terminal}: {amount} {what}."
        case HandRefused(reason):
            return f"That can't be done: {reason}."
        case _:
            assert_never(happening)


def _of_readers(happening: LabelScanned | BadgeTapped | PictureShown) -> str:
    match happening:
        case LabelScanned(text):
            return f"The scanner typed {text}."
        case BadgeTapped():
            return "A badge was held to its reader."
        case PictureShown(text):
            return f"{text} is held before the camera." if text else "Nothing is before the camera."
        case _:
            assert_never(happening)


Subscribe = Callable[[Callable[[SiteHappening], None]], None]
