"""The scanner and the camera are tried: what they read is shown as it came, and is never written down."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.reading import BLACK_PICTURE, CodeRead, ReadRefused, ScanHelp, Symbology
from kiosk.custody.work.events import DeviceTried
from kiosk.journeys.desk import CAMERA, SCANNER, Desk
from kiosk.journeys.effects import Record, ask
from kiosk.journeys.machine.effects import DeviceNews, Readings, Sights
from kiosk.journeys.machine.screens import CameraSight, CameraTest, ReaderState, ScannerTest
from kiosk.journeys.screen import BackChoice


async def try_scanner(desk: Desk) -> None:
    """Until the technician goes back. That it reads is in the journal from the first code on."""
    screen = ScannerTest(_state(desk, SCANNER))
    worked = False
    while True:
        answer = await ask(screen, Readings(SCANNER), DeviceNews(SCANNER))
        match answer:
            case CodeRead(text, symbology):
                if not worked:
                    await Record(DeviceTried(SCANNER, worked=True))
                worked = True
                screen = ScannerTest(ReaderState.READ, text, len(text), _named(symbology))
            case ReadRefused():
                screen = ScannerTest(ReaderState.UNREADABLE)
            case DeviceUp():
                screen = replace(screen, standing=ReaderState.WAITS)
            case DeviceDown():
                screen = replace(screen, standing=ReaderState.GONE)
            case BackChoice.BACK:
                if not worked:
                    await Record(DeviceTried(SCANNER, worked=False))
                return
            case _:
                assert_never(answer)


async def try_camera(desk: Desk) -> None:
    """The same, with what is in the way of reading."""
    screen = CameraTest(_state(desk, CAMERA))
    worked = False
    while True:
        answer = await ask(screen, Readings(CAMERA), DeviceNews(CAMERA), Sights(CAMERA))
        match answer:
            case CodeRead(text, symbology):
                if not worked:
                    await Record(DeviceTried(CAMERA, worked=True))
                worked = True
                screen = CameraTest(ReaderState.READ, text, len(text), _named(symbology))
            case ReadRefused():
                screen = CameraTest(ReaderState.UNREADABLE)
            case DeviceUp():
                screen = CameraTest(ReaderState.WAITS)
            case DeviceDown(reason=reason):
                screen = CameraTest(_gone(reason))
            case ScanHelp(hint=hint):
                sight = CameraSight.GOOD if hint is None else CameraSight(hint.value)
                screen = replace(screen, sight=sight)
            case BackChoice.BACK:
                if not worked:
                    await Record(DeviceTried(CAMERA, worked=False))
                return
            case _:
                assert_never(answer)


def _state(desk: Desk, device: str) -> ReaderState:
    reason = desk.gone(device)
    return ReaderState.WAITS if reason is None else _gone(reason)


def _gone(reason: str) -> ReaderState:
    return ReaderState.BLACK if reason == BLACK_PICTURE else ReaderState.GONE


def _named(symbology: Symbology) -> str:
    return "" if symbology is Symbology.UNKNOWN else symbology.value
