"""What a technician's pages ask of the machine and its devices."""

from __future__ import annotations

from dataclasses import dataclass, field

from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.reading import BLACK_PICTURE, CodeRead, ReadRefused, ScanHelp, ScanHint, Symbology
from kiosk.custody.link.words import EnrolmentWord, LinkWord
from kiosk.custody.machine.updates import WantedKind
from kiosk.custody.words import Leaving
from kiosk.journeys.effects import Effect, Source
from kiosk.journeys.machine.seen import Interface, LinkSeen, NetworkSeen, StorageSeen, Unread, VersionsSeen


@dataclass(frozen=True, slots=True)
class Readings(Source[CodeRead | ReadRefused]):
    """Everything that this device reads, whatever it is; and that it sent what nobody can read."""

    device: str

    def outcomes(self) -> tuple[CodeRead | ReadRefused, ...]:
        read = CodeRead("4006381333931", Symbology.EAN13, self.device)
        return (read, ReadRefused(self.device, "not UTF-8"))


@dataclass(frozen=True, slots=True)
class DeviceNews(Source[DeviceUp | DeviceDown]):
    """The device comes or goes."""

    device: str

    def outcomes(self) -> tuple[DeviceUp | DeviceDown, ...]:
        gone = (DeviceDown(self.device, reason) for reason in ("unplugged", BLACK_PICTURE))
        return (DeviceUp(self.device), *gone)


@dataclass(frozen=True, slots=True)
class Sights(Source[ScanHelp]):
    """What is in the way of the camera's reading."""

    device: str

    def outcomes(self) -> tuple[ScanHelp, ...]:
        return tuple(ScanHelp(self.device, hint) for hint in (*ScanHint, None))


@dataclass(frozen=True, slots=True)
class LookAtNetwork(Effect[NetworkSeen | Unread]):
    def outcomes(self) -> tuple[NetworkSeen | Unread, ...]:
        wired = Interface("eth0", up=True, addresses=("192.0.2.7",))
        return (NetworkSeen((wired,), "192.0.2.1", ("192.0.2.1",), clock=True), NetworkSeen(()), Unread())


@dataclass(frozen=True, slots=True)
class LookAtStorage(Effect[StorageSeen | Unread]):
    def outcomes(self) -> tuple[StorageSeen | Unread, ...]:
        seen = StorageSeen(10**10, 10**11, 10**6, 1204, 1204, "2026-05-04 03:00", "2026-05-04 11:00", "3.40")
        return (seen, Unread())


_UP = LinkSeen(LinkWord.UP, EnrolmentWord.NONE, "https://hub.example")
_ASKING = LinkSeen(LinkWord.NONE, EnrolmentWord.ASKING, digits="482913")


@dataclass(frozen=True, slots=True)
class LookAtLink(Effect[LinkSeen]):
    def outcomes(self) -> tuple[LinkSeen, ...]:
        return (_UP, LinkSeen(LinkWord.NONE))


@dataclass(frozen=True, slots=True)
class EnrolHere(Effect[LinkSeen]):
    """Begin with the code in what was scanned; how it goes on is news."""

    text: str = field(repr=False)

    def outcomes(self) -> tuple[LinkSeen, ...]:
        return (_ASKING, LinkSeen(LinkWord.NONE, odd=True))


@dataclass(frozen=True, slots=True)
class LinkNews(Source[LinkSeen]):
    """The link has come to be otherwise."""

    def outcomes(self) -> tuple[LinkSeen, ...]:
        return (_UP, _ASKING, LinkSeen(LinkWord.NONE, EnrolmentWord.REFUSED))


@dataclass(frozen=True, slots=True)
class LookAtVersions(Effect[VersionsSeen | Unread]):
    def outcomes(self) -> tuple[VersionsSeen | Unread, ...]:
        return (
            VersionsSeen("0.2.0", previous="0.1.0", ready="0.3.0", notes=(("en", "Doors open faster."),)),
            VersionsSeen("0.2.0", managed=False),
            Unread(),
        )


@dataclass(frozen=True, slots=True)
class ChangeVersion(Effect[None]):
    """The machine stops once everything is settled, and starts with the other version."""

    kind: WantedKind
    version: str

    def outcomes(self) -> tuple[None, ...]:
        return (None,)


@dataclass(frozen=True, slots=True)
class LeaveOff(Effect[None]):
    """The machine stops once everything is settled, and starts anew or not."""

    how: Leaving

    def outcomes(self) -> tuple[None, ...]:
        return (None,)
