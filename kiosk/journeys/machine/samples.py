"""Samples of the screens: devices and the machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from kiosk.custody.link.words import EnrolmentWord, LinkWord
from kiosk.custody.words import Leaving, TaskKind
from kiosk.journeys.handover.screens import ReceiptWord
from kiosk.journeys.machine.screens import (
    CameraSight,
    CameraTest,
    ConfirmLeave,
    DeviceChoice,
    DeviceMenu,
    ExportPage,
    GoodBye,
    LinkPage,
    MachineChoice,
    MachineMenu,
    MachineTask,
    NetworkPage,
    PrinterTest,
    ReaderState,
    ScannerTest,
    SoundLevels,
    StoragePage,
    Underway,
    VersionsPage,
)
from kiosk.journeys.machine.seen import (
    Errand,
    ErrandEnd,
    ErrandWord,
    Interface,
    LinkSeen,
    NetworkSeen,
    StorageSeen,
    Unread,
    VersionsSeen,
)
from kiosk.journeys.screen import Screen

_LONG = "https://example.org/parcels/" + "0123456789abcdef" * 20

_NETWORK = NetworkSeen(
    (
        Interface("eth0", up=True, addresses=("192.0.2.17", "2001:db8:0:1:8d2f:41ff:fe0a:2")),
        Interface("wwan0", up=False),
    ),
    "192.0.2.1",
    ("192.0.2.1", "2001:db8::53"),
    clock=True,
)

_STORAGE = StorageSeen(
    free=21_400_000_000,
    total=31_900_000_000,
    journal=48_200_000,
    rows=120_417,
    verified_rows=5000,
    last_backup="2026-05-04 03:00",
    last_checkpoint="2026-05-04 13:52",
    sqlite="3.40.1",
    worn=20,
)


_HUB: Final = "https://hub.example"
_WAITING: Final = {LinkWord.UNREACHABLE: 10_412, LinkWord.FROZEN: 31, LinkWord.BUSY: 1}
_VERSIONS = VersionsSeen("1.4.2", previous="1.4.1")
_NOTES = (
    ("ar", "تُفتح الأبواب أسرع. تُطبع الإيصالات بالعربية."),
    ("de", "Türen öffnen schneller. Belege werden auch auf Arabisch gedruckt."),
    ("en", "Doors open faster. Receipts are printed in Arabic too."),
    ("pl", "Drzwi otwierają się szybciej. Paragony drukowane są także po arabsku."),
)

SAMPLES: Final[Mapping[str, Screen[Any]]] = {
    "machine-task-climate": MachineTask(TaskKind.CLIMATE, "fridge", ("9", "10", "11"), 125),
    "machine-task-watch": MachineTask(TaskKind.WATCH, "fridge"),
    "machine-task-line-flapping": MachineTask(TaskKind.FLAPPING, "line locks", can_finish=True, times=1240),
    "machine-task-board-flapping": MachineTask(TaskKind.FLAPPING, "board A", can_finish=True, times=7),
    "machine-task-door-flapping": MachineTask(TaskKind.FLAPPING, "door 5", can_finish=True, times=4),
    "machine-task-zone-flapping": MachineTask(TaskKind.FLAPPING, "zone fridge", can_finish=True),
    "machine-task-alarm": MachineTask(TaskKind.ALARM, "tamper", can_finish=True),
    "devices": DeviceMenu(tuple(DeviceChoice)),
    "machine": MachineMenu(tuple(MachineChoice)),
    **{f"scanner-{state}": ScannerTest(state) for state in ReaderState},
    "scanner-read": ScannerTest(ReaderState.READ, "JJD014600006281450", 18, "code128"),
    "scanner-read-long": ScannerTest(ReaderState.READ, _LONG, len(_LONG), "qr"),
    **{f"camera-{state}": CameraTest(state) for state in ReaderState},
    "camera-read": CameraTest(ReaderState.READ, "4006381333931", 13, "ean13", CameraSight.GOOD),
    **{f"camera-{sight}": CameraTest(ReaderState.WAITS, sight=sight) for sight in CameraSight},
    **{f"printer-{word}": PrinterTest(word) for word in ReceiptWord if word is not ReceiptWord.NONE},
    "sound": SoundLevels(4, 2),
    "sound-brightness": SoundLevels(5, 0, 3, "open", by_night=True),
    "sound-darkest": SoundLevels(4, 2, 1),
    "network": NetworkPage(_NETWORK),
    "network-not-read": NetworkPage(Unread()),
    "network-no-cable": NetworkPage(NetworkSeen((Interface("eth0", up=False),))),
    "network-no-address": NetworkPage(NetworkSeen((Interface("eth0", up=True),))),
    "network-no-gateway": NetworkPage(replace(_NETWORK, gateway="", name_servers=())),
    "network-no-time": NetworkPage(replace(_NETWORK, clock=False)),
    **{
        f"link-{word}": LinkPage(
            LinkSeen(word, hub="" if word is LinkWord.NONE else _HUB, waiting=_WAITING.get(word, 0))
        )
        for word in LinkWord
    },
    "link-compare": LinkPage(LinkSeen(LinkWord.NONE, EnrolmentWord.WAITING, _HUB, digits="482913")),
    "link-refused": LinkPage(LinkSeen(LinkWord.NONE, EnrolmentWord.REFUSED, _HUB)),
    "link-failed": LinkPage(LinkSeen(LinkWord.NONE, EnrolmentWord.FAILED, _HUB)),
    "link-odd": LinkPage(LinkSeen(LinkWord.NONE, odd=True)),
    "storage": StoragePage(_STORAGE),
    "storage-full": StoragePage(replace(_STORAGE, free=80_000_000, last_backup="", worn=-1)),
    "storage-unsaved": StoragePage(replace(_STORAGE, last_backup="2026-02-03 03:00", unsaved=90)),
    "storage-not-read": StoragePage(Unread()),
    **{
        f"storage-{word}": StoragePage(_STORAGE, ErrandEnd(word, 120_417, 700))
        for word in (ErrandWord.DONE, ErrandWord.BROKEN, ErrandWord.UNREADABLE, ErrandWord.FAILED)
    },
    "versions": VersionsPage(_VERSIONS),
    "versions-ready": VersionsPage(replace(_VERSIONS, ready="1.5.0", notes=_NOTES)),
    "versions-ready-doors-open": VersionsPage(replace(_VERSIONS, ready="1.5.0", notes=_NOTES), shut=False),
    "versions-trial": VersionsPage(replace(_VERSIONS, version="1.5.0", previous="1.4.2", trial=True)),
    "versions-undone": VersionsPage(replace(_VERSIONS, previous="", undone="1.5.0")),
    "versions-first": VersionsPage(replace(_VERSIONS, previous="")),
    "versions-not-managed": VersionsPage(VersionsSeen("1.4.2", managed=False)),
    "versions-not-read": VersionsPage(Unread()),
    "versions-look-only": VersionsPage(replace(_VERSIONS, ready="1.5.0", notes=_NOTES), may_change=False),
    "export": ExportPage(),
    **{
        f"export-{word}": ExportPage(ErrandEnd(word, 120_417, 700, "cubby-DEMO-1-20260504T120000Z"))
        for word in ErrandWord
    },
    **{f"underway-{errand}": Underway(errand, 40) for errand in Errand},
    "underway-begun": Underway(Errand.VERIFY, 0),
    **{f"confirm-{how}": ConfirmLeave(how) for how in Leaving},
    "confirm-doors-open": ConfirmLeave(Leaving.SHUT_DOWN, ("3", "12"), ("12",)),
    **{f"good-bye-{how}": GoodBye(how) for how in Leaving},
}
