"""What a journey may look at: the facts of this moment, and the settings of the site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from kiosk.custody.boards.boards import LineState
from kiosk.custody.boards.health import EMPTY as NOTHING_KNOWN
from kiosk.custody.boards.health import Health, LockHealth
from kiosk.custody.cabinet.cabinet import Cabinet, DoorPlace
from kiosk.custody.doors.claims import Facts
from kiosk.custody.ids import VisitId
from kiosk.custody.ledger import Ledger, Visit
from kiosk.custody.money.words import PayWay
from kiosk.custody.services.calendar import Calendar
from kiosk.custody.things.services import PinScheme, Service, ServiceTimers
from kiosk.custody.wishes.wishes import Wishes, WishKind, wished
from kiosk.custody.words import Audience, Kind
from kiosk.journeys.front.screens import OutReason

SCANNER: Final = "scanner"
CAMERA: Final = "camera"
PRINTER: Final = "printer"
"""What devices are called where they report."""


UNSAVED_AT: Final = 2
"""Days without a backup from which on somebody should see to it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the site file says that journeys need. `staff_idle`: seconds a courier may stand still."""

    timers: ServiceTimers = field(default_factory=ServiceTimers)
    pins: tuple[PinScheme, ...] = (PinScheme.EIGHT,)
    """How the site's services make their PINs."""
    reserve: Mapping[str, int] = field(default_factory=dict)
    scanner: bool = True
    camera: bool = False
    printer: bool = False
    backlight: bool = False
    """Whether the screen's brightness can be set from here."""
    face_days: int | None = None
    """After so many days without use a face is destroyed; None where nobody is known by their face."""
    badges: bool = False
    flashes: bool = True
    """Whether the screen's colours are a proof of life besides turns of the head."""
    usual: Wishes = field(default_factory=Wishes)
    """How the screen greets everybody."""
    delegation_hours: int | None = None
    """How long a code for somebody else counts; None where no such codes are made."""
    calendar: Calendar = field(default_factory=Calendar)
    """When the site is open, and which time the clocks on its walls show."""
    trials: int = 10
    """How often a lock is exercised in one go."""

    @property
    def code(self) -> PinScheme:
        """How codes for somebody else are made: without the recipient's phone, where that goes."""
        return min(self.pins)

    def digits(self, audience: Audience) -> tuple[int, int]:
        """How many digits are typed, and how many else where PINs are of two kinds (0 for none)."""
        if audience is Audience.STAFF or PinScheme.SIX_AND_PHONE not in self.pins:
            return 8, 0
        return (8, 6) if PinScheme.EIGHT in self.pins else (6, 0)

    @property
    def can_scan(self) -> bool:
        return self.scanner or self.camera

    @property
    def takes(self) -> frozenset[Kind]:
        """The kinds of proof that can be shown at this machine."""
        scanned = (Kind.TOKEN, Kind.OFFLINE) if self.can_scan else ()
        badge = (Kind.BADGE,) if self.badges else ()
        face = () if self.face_days is None else (Kind.FACE,)
        return frozenset((Kind.PIN, *scanned, *badge, *face))


class Desk:
    """Handed to a journey by whoever drives it; reads, never writes."""

    def __init__(
        self,
        facts: Callable[[], Facts],
        settings: Settings,
        *,
        out_of_service: Callable[[], OutReason | None] = lambda: None,
        takes_deposits: Callable[[], bool] = lambda: True,
        refuses: Callable[[str], bool] = lambda _service: False,
        wishes: Callable[[], Wishes] = Wishes,
        visit: Callable[[], VisitId | None] = lambda: None,
        health: Callable[[], Health] = lambda: NOTHING_KNOWN,
        looks: Callable[[], bool] = lambda: True,
        gone: Callable[[str], str | None] = lambda _device: None,
        lines: Callable[[], tuple[LineState, ...]] = lambda: (),
        unfit: Callable[[], frozenset[str]] = frozenset,
        can_print: Callable[[], bool] = lambda: False,
        unsaved: Callable[[], int] = lambda: 0,
        turns: Callable[[str], int] = lambda _thing: 0,
        pay_ways: Callable[[], tuple[PayWay, ...]] = lambda: (),
    ) -> None:
        self._facts = facts
        self._out_of_service = out_of_service
        self._takes_deposits = takes_deposits
        self._refuses = refuses
        self._wishes = wishes
        self._visit = visit
        self._health = health
        self._looks = looks
        self._gone = gone
        self._lines = lines
        self._unfit = unfit
        self._can_print = can_print
        self._unsaved = unsaved
        self._turns = turns
        self._pay_ways = pay_ways
        self.settings = settings

    def __repr__(self) -> str:
        return "the desk"

    @property
    def facts(self) -> Facts:
        return self._facts()

    @property
    def ledger(self) -> Ledger:
        return self._facts().ledger

    @property
    def cabinet(self) -> Cabinet:
        return self._facts().cabinet

    @property
    def visit(self) -> Visit:
        """This visit as the ledger has it; only after `Begin`."""
        visit = self._visit()
        if visit is None:
            raise LookupError("the visit has not begun")
        return self.ledger.visits[visit]

    @property
    def out_of_service(self) -> OutReason | None:
        return self._out_of_service()

    def gone(self, device: str) -> str | None:
        """Why a device is not connected, for technicians; None while nobody misses it."""
        return self._gone(device)

    @property
    def unsaved(self) -> int:
        """Whole days without a backup, for technicians; 0 while that is nothing to speak of."""
        days = self._unsaved()
        return days if days >= UNSAVED_AT else 0

    def turns(self, thing: str) -> int:
        """How often a line, a board, a door or a sensor came and went within the last hour."""
        return self._turns(thing)

    @property
    def pay_ways(self) -> tuple[PayWay, ...]:
        """How somebody can pay now, in the order in which it is offered."""
        return self._pay_ways()

    @property
    def takes_deposits(self) -> bool:
        """Whether new things may be put in; what is there can be fetched all the same."""
        return self._takes_deposits()

    def refuses(self, service: str) -> bool:
        """Whether nothing of this service may be put in: the machine is to be empty before it would go."""
        return self._refuses(service)

    @property
    def wants_reach(self) -> bool:
        """Whether the person at the screen asked for doors within reach."""
        return self._wishes().reach

    @property
    def pace(self) -> int:
        """By so much more time the person at the screen wishes for than usual."""
        return self._wishes().pace

    @property
    def wished(self) -> tuple[WishKind, ...]:
        """What whoever is there has changed on the screen."""
        return wished(self._wishes(), self.settings.usual)

    @property
    def unfit(self) -> frozenset[str]:
        """Labels of compartments that are too warm or too cold now, or of which nobody knows it."""
        return self._unfit()

    @property
    def can_print(self) -> bool:
        """Whether a receipt printer is there, online and with paper, by its own last word."""
        return self._can_print()

    @property
    def can_look(self) -> bool:
        """Whether a look into the camera could tell who somebody is, of those for whom something waits."""
        return self.settings.face_days is not None and self._looks()

    def health(self, label: str) -> LockHealth:
        """How the lock of the compartment's front door does."""
        return self._health().of(self.front_door(label))

    @property
    def lines(self) -> tuple[LineState, ...]:
        """How the lines of locks and their boards do."""
        return self._lines()

    def service(self, name: str) -> Service:
        """The service, or one with the house's defaults where the site no longer knows it."""
        return self._facts().services.get(name, Service(name))

    def place(self, label: str) -> DoorPlace:
        place = self.cabinet.place(label)
        if place is None:
            raise LookupError(f"the cabinet has no compartment {label}")
        return place

    def front_door(self, label: str) -> str:
        compartment = self.cabinet.compartment(label)
        if compartment is None:
            raise LookupError(f"the cabinet has no compartment {label}")
        return compartment.front.id
