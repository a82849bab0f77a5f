"""Samples of the screens on which devices are tried and the machine is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kiosk.custody.words import Leaving
from kiosk.journeys import screens as s

_LONG = "https://example.org/parcels/" + "0123456789abcdef" * 20

SAMPLES: Final[Mapping[str, s.Screen[Any]]] = {
    "devices": s.DeviceMenu(tuple(s.DeviceChoice)),
    "machine": s.MachineMenu(tuple(s.MachineChoice)),
    **{f"scanner-{state}": s.ScannerTest(state) for state in s.ReaderState},
    "scanner-read": s.ScannerTest(s.ReaderState.READ, "JJD014600006281450", 18, "code128"),
    "scanner-read-long": s.ScannerTest(s.ReaderState.READ, _LONG, len(_LONG), "qr"),
    **{f"camera-{state}": s.CameraTest(state) for state in s.ReaderState},
    "camera-read": s.CameraTest(s.ReaderState.READ, "4006381333931", 13, "ean13", s.CameraSight.GOOD),
    **{f"camera-{sight}": s.CameraTest(s.ReaderState.WAITS, sight=sight) for sight in s.CameraSight},
    **{f"confirm-{how}": s.ConfirmLeave(how) for how in Leaving},
    "confirm-doors-open": s.ConfirmLeave(Leaving.SHUT_DOWN, ("3", "12"), ("12",)),
    **{f"good-bye-{how}": s.GoodBye(how) for how in Leaving},
}
