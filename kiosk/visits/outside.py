"""What the kiosk's thread reaches outside itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from hardware.locks.driver import Bank
from hardware.outcomes.locks import LockAddress
from hardware.outcomes.reading import Symbology
from hardware.printers.receipt import Receipt
from hardware.vision.faces.client import Liveness
from hardware.vision.faces.likeness import Thresholds
from kiosk.custody.words import Leaving
from kiosk.journeys.machine.seen import Errand, LinkSeen
from kiosk.payments.fiscal.fiscaliser import Fiscaliser
from kiosk.payments.fiscal.plain import NoFiscal
from kiosk.payments.provider import Provider
from kiosk.update.installation import Installation
from kiosk.visits.receipts.slips import Say
from kiosk.visits.scene import Scene


class Locks(Protocol):
    """The cabinet's locks as the kiosk's thread reaches them; answers come as messages."""

    def unlock(self, ticket: int, address: LockAddress) -> None: ...

    def watch(self, *, busy: bool) -> None: ...

    def ask_health(self) -> None:
        """How each line does, as a `LineHealth`."""
        ...

    def search(self, ticket: int, bank: str) -> None:
        """Look for the board that replaces this bank's; one `SearchDone`."""
        ...

    def move(self, bank: Bank) -> None:
        """The bank of this name is so from now on."""
        ...


class FaceTasks(Protocol):
    """Faces as the camera sees them; one task at a time, by its ticket. Reports come as messages."""

    def load(self) -> None: ...

    def enrol(self) -> int: ...

    def recognise(
        self,
        templates: Sequence[bytes],
        thresholds: Thresholds | None = None,
        liveness: Liveness | None = None,
    ) -> int: ...

    def leave(self) -> None: ...


class Eye(Protocol):
    """The camera, where there is one."""

    @property
    def faces(self) -> FaceTasks: ...

    def active(self, wanted: bool) -> None: ...  # noqa: FBT001  as the vision's client has it

    def expect(self, texts: Iterable[str]) -> None: ...

    def formats(self, wanted: Iterable[Symbology]) -> None: ...


class Wand(Protocol):
    """The scanner, where there is one that has to be told when to look."""

    def active(self, wanted: bool) -> None: ...  # noqa: FBT001  as the scanner has it


class Paper(Protocol):
    """The receipt printer, where there is one; `PrintDone` comes as a message."""

    def print(self, ticket: int, receipt: Receipt) -> None: ...


class Errands(Protocol):
    """Long work in a process of its own; `ErrandSaid` messages tell of it."""

    def send(self, ticket: int, errand: Errand) -> None: ...

    def call_back(self) -> None: ...


class _Nobody:
    """Where there is nobody to send."""

    def send(self, ticket: int, errand: Errand) -> None:
        pass

    def call_back(self) -> None:
        pass


class LinkEnd(Protocol):
    """The link to the operator's hub, as a technician sees it. Neither waits for anything."""

    def seen(self) -> LinkSeen: ...

    def enrol(self, text: str) -> LinkSeen:
        """Begin with the code in what was scanned."""
        ...


@dataclass(frozen=True, slots=True)
class Outside:
    """What the house reaches outside its thread. `tag_pin` may answer later, by a `Tagged` message.

    `say`: a phrase of receipts in the language of the screen.
    """

    show: Callable[[Scene], None]
    locks: Locks
    eye: Eye | None
    tag_pin: Callable[[int, str, str], None]
    draw: Callable[[], str]
    word: Callable[[], str]
    leave_off: Callable[[Leaving], None] = lambda _how: None
    paper: Paper | None = None
    say: Say = str
    look: Callable[[int, Callable[[], object]], None] = lambda _ticket, _what: None
    """Have something read in another thread; a `Looked` message brings what was seen."""
    backlight: bool = False
    """Whether the screen's brightness can be set."""
    errands: Errands = field(default_factory=_Nobody)
    clear: Callable[[Callable[[str], None]], None] | None = None
    """Take what was erased out of every copy, and tell later why that could not be; None: nobody does it."""
    switch_off: Callable[[str], None] = lambda _why: None
    link: LinkEnd | None = None
    wand: Wand | None = None
    installation: Installation | None = None
    """Where versions are installed from releases; None: this kiosk was started in another way."""
    providers: Sequence[Provider] = ()
    fiscal: Fiscaliser = field(default_factory=NoFiscal)
    keep_fiscal: Callable[[bytes], None] = lambda _data: None
    """Keep a copy of what the fiscal device has, for an auditor."""
    """Who takes money, in the order in which they are asked."""
