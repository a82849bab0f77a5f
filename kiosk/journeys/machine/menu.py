"""What a technician may try and see besides the doors: the devices, and the machine itself."""

from __future__ import annotations

from typing import assert_never

from kiosk.access.credentials import Proved
from kiosk.access.roles import may
from kiosk.custody.words import Act, Leaving
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import ask
from kiosk.journeys.machine.levels import set_levels
from kiosk.journeys.machine.link import see_link
from kiosk.journeys.machine.pages import carry_out, see_network, see_storage
from kiosk.journeys.machine.printer import try_printer
from kiosk.journeys.machine.readers import try_camera, try_scanner
from kiosk.journeys.machine.screens import DeviceChoice, DeviceMenu, MachineChoice, MachineMenu
from kiosk.journeys.machine.stop import leave_off
from kiosk.journeys.machine.versions import see_versions
from kiosk.journeys.screen import BackChoice


def devices_of(desk: Desk) -> tuple[DeviceChoice, ...]:
    """Those that this site has."""
    has = {
        DeviceChoice.SCANNER: desk.settings.scanner,
        DeviceChoice.CAMERA: desk.settings.camera,
        DeviceChoice.PRINTER: desk.settings.printer,
        DeviceChoice.SOUND: True,
    }
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
            case DeviceChoice.PRINTER:
                await try_printer(desk)
            case DeviceChoice.SOUND:
                await set_levels(desk)
            case BackChoice.BACK:
                return
            case _:
                assert_never(answer)


_OUR_OWN = frozenset({MachineChoice.EXPORT, MachineChoice.LINK})


def _offered(desk: Desk, who: Proved) -> tuple[MachineChoice, ...]:
    """Somebody from another firm carries nothing out, and enrols the machine nowhere."""
    everything = may(desk.ledger.role_of(who.party), Act.WORK)
    return tuple(choice for choice in MachineChoice if everything or choice not in _OUR_OWN)


async def see_to_machine(desk: Desk, who: Proved) -> bool:
    """Until the technician goes back. Whether the machine stops."""
    while True:
        answer = await ask(MachineMenu(_offered(desk, who)))
        match answer:
            case MachineChoice.NETWORK:
                await see_network()
            case MachineChoice.LINK:
                await see_link()
            case MachineChoice.STORAGE:
                await see_storage()
            case MachineChoice.EXPORT:
                await carry_out()
            case MachineChoice.VERSIONS:
                stops = await see_versions(desk, who)
                if stops:
                    return True
            case MachineChoice.RESTART | MachineChoice.SHUT_DOWN:
                stops = await leave_off(desk, Leaving(answer.value))
                if stops:
                    return True
            case BackChoice.BACK:
                return False
            case _:
                assert_never(answer)
