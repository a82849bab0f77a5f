"""What a technician may try and see besides the doors: the devices, and the machine itself."""

from __future__ import annotations

from typing import assert_never

from kiosk.custody.words import Leaving
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import ask
from kiosk.journeys.leaving import leave_off
from kiosk.journeys.readers import try_camera, try_scanner
from kiosk.journeys.screens import BackChoice, DeviceChoice, DeviceMenu, MachineChoice, MachineMenu


def devices_of(desk: Desk) -> tuple[DeviceChoice, ...]:
    """Those that this site has."""
    has = {DeviceChoice.SCANNER: desk.settings.scanner, DeviceChoice.CAMERA: desk.settings.camera}
    return tuple(choice for choice in DeviceChoice if has[choice])


async def see_to_devices(desk: Desk) -> None:
    """Until the technician goes back."""
    while True:
        answer = await ask(DeviceMenu(devices_of(desk)))
        match answer:
            case DeviceChoice.SCANNER:
                await try_scanner(desk)
            case DeviceChoice.CAMERA:
                await try_camera(desk)
            case BackChoice.BACK:
                return
            case _:
                assert_never(answer)


async def see_to_machine(desk: Desk) -> bool:
    """Until the technician goes back. Whether the machine stops."""
    while True:
        answer = await ask(MachineMenu(tuple(MachineChoice)))
        match answer:
            case MachineChoice.RESTART:
                stops = await leave_off(desk, Leaving.RESTART)
                if stops:
                    return True
            case MachineChoice.SHUT_DOWN:
                stops = await leave_off(desk, Leaving.SHUT_DOWN)
                if stops:
                    return True
            case BackChoice.BACK:
                return False
            case _:
                assert_never(answer)
