"""Samples of the screens on which devices are tried and the machine is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from kiosk.custody.words import Leaving
from kiosk.journeys import screens as s
from kiosk.journeys.seen import Errand, ErrandEnd, ErrandWord, Interface, NetworkSeen, NotSeen, StorageSeen

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

SAMPLES: Final[Mapping[str, s.Screen[Any]]] = {
    "devices": s.DeviceMenu(tuple(s.DeviceChoice)),
    "machine": s.MachineMenu(tuple(s.MachineChoice)),
    **{f"scanner-{state}": s.ScannerTest(state) for state in s.ReaderState},
    "scanner-read": s.ScannerTest(s.ReaderState.READ, "JJD014600006281450", 18, "code128"),
    "scanner-read-long": s.ScannerTest(s.ReaderState.READ, _LONG, len(_LONG), "qr"),
    **{f"camera-{state}": s.CameraTest(state) for state in s.ReaderState},
    "camera-read": s.CameraTest(s.ReaderState.READ, "4006381333931", 13, "ean13", s.CameraSight.GOOD),
    **{f"camera-{sight}": s.CameraTest(s.ReaderState.WAITS, sight=sight) for sight in s.CameraSight},
    **{f"printer-{word}": s.PrinterTest(word) for word in s.ReceiptWord if word is not s.ReceiptWord.NONE},
    "sound": s.SoundLevels(4, 2),
    "sound-brightness": s.SoundLevels(5, 0, 3, "open", by_night=True),
    "sound-darkest": s.SoundLevels(4, 2, 1),
    "network": s.NetworkPage(_NETWORK),
    "network-not-read": s.NetworkPage(NotSeen()),
    "network-no-cable": s.NetworkPage(NetworkSeen((Interface("eth0", up=False),))),
    "network-no-address": s.NetworkPage(NetworkSeen((Interface("eth0", up=True),))),
    "network-no-gateway": s.NetworkPage(replace(_NETWORK, gateway="", name_servers=())),
    "network-no-time": s.NetworkPage(replace(_NETWORK, clock=False)),
    "storage": s.StoragePage(_STORAGE),
    "storage-full": s.StoragePage(replace(_STORAGE, free=80_000_000, last_backup="", worn=-1)),
    "storage-unsaved": s.StoragePage(replace(_STORAGE, last_backup="2026-02-03 03:00", unsaved=90)),
    "storage-not-read": s.StoragePage(NotSeen()),
    **{
        f"storage-{word}": s.StoragePage(_STORAGE, ErrandEnd(word, 120_417, 700))
        for word in (ErrandWord.DONE, ErrandWord.BROKEN, ErrandWord.UNREADABLE, ErrandWord.FAILED)
    },
    "export": s.ExportPage(),
    **{
        f"export-{word}": s.ExportPage(ErrandEnd(word, 120_417, 700, "cubby-DEMO-1-20260504T120000Z"))
        for word in ErrandWord
    },
    **{f"underway-{errand}": s.Underway(errand, 40) for errand in Errand},
    "underway-begun": s.Underway(Errand.VERIFY, 0),
    **{f"confirm-{how}": s.ConfirmLeave(how) for how in Leaving},
    "confirm-doors-open": s.ConfirmLeave(Leaving.SHUT_DOWN, ("3", "12"), ("12",)),
    **{f"good-bye-{how}": s.GoodBye(how) for how in Leaving},
}
