"""Registry of makers: one entry each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hardware.locks.bridge.simulator import BridgeBoard
from hardware.locks.dc02.driver import Dc02Driver
from hardware.locks.dc02.simulator import Dc02Board
from hardware.locks.driver import Bank, Driver
from hardware.locks.gpio.driver import GpioDriver
from hardware.locks.kerong_cu16.driver import PULSE_MS as CU16_PULSE_MS
from hardware.locks.kerong_cu16.driver import KerongCu16Driver
from hardware.locks.kerong_cu16.simulator import KerongCu16Board
from hardware.locks.kerong_cu48.driver import DIALECT as CU48_DIALECT
from hardware.locks.kerong_cu48.driver import KerongCu48Driver
from hardware.locks.kerong_cu48.simulator import KerongCu48Board
from hardware.locks.mcp23017.driver import McpDriver
from hardware.locks.mqtt.driver import MqttDriver
from hardware.locks.r4d3b16.driver import INPUTS_AT, R4d3b16Driver
from hardware.locks.r4d3b16.simulator import R4d3b16Board
from hardware.locks.settings import Setting, Value
from hardware.locks.shuoming.driver import DIALECT, TIME, ShuomingDriver
from hardware.locks.shuoming.simulator import ShuomingBoard
from hardware.locks.waveshare.driver import INPUTS, PULSE_MS, WaveshareDriver
from hardware.locks.waveshare.simulator import WaveshareBoard
from hardware.locks.winnsen.driver import WinnsenDriver
from hardware.locks.winnsen.simulator import WinnsenBoard
from hardware.locks.wkly.driver import FIRST_CHANNEL, WklyDriver
from hardware.locks.wkly.simulator import WklyBoard
from hardware.simulator.boards.board import SimulatedBoard
from hardware.transport.base import LineSettings


@dataclass(frozen=True, slots=True)
class Maker:
    """A maker's driver and simulated board, and what a site file may say of its boards.

    `line` is what they leave the factory with; `likely` are the addresses at which a probe looks for them;
    `settings` are what a bank's `settings` may name. `schemes`: how a port of theirs begins where it is
    none of bytes, but a bridge to something else (`hardware/locks/bridge`).
    """

    driver: type[Driver]
    board: type[SimulatedBoard]
    line: LineSettings
    addresses: range
    channels: range
    likely: range
    settings: tuple[Setting, ...] = ()
    unasked: frozenset[int] = frozenset()
    """Addresses that a probe leaves out: the question there would open another maker's doors."""
    tried: tuple[Mapping[str, Value], ...] = ({},)
    """The settings with which a probe asks, where boards of one maker answer to different questions."""
    schemes: tuple[str, ...] = ()


_9600, _19200 = LineSettings(9600), LineSettings(19200)
_MQTT = ("mqtt://", "mqtts://")

# fmt: off
MAKERS: dict[str, Maker] = {
    "shuoming": Maker(
        ShuomingDriver, ShuomingBoard, _9600, range(1, 201), range(1, 51), range(1, 32), (DIALECT, TIME)
    ),
    "kerong-cu16": Maker(
        KerongCu16Driver, KerongCu16Board, _19200, range(10), range(1, 17), range(10), (CU16_PULSE_MS,)
    ),
    "kerong-cu48": Maker(
        KerongCu48Driver, KerongCu48Board, _19200, range(10), range(1, 49), range(10), (CU48_DIALECT,),
        tried=tuple({CU48_DIALECT.name: word} for word in CU48_DIALECT.words),
    ),
    "winnsen": Maker(
        WinnsenDriver, WinnsenBoard, _9600, range(1, 256), range(1, 17), range(1, 17),
        unasked=frozenset({149}),
    ),
    "wkly": Maker(WklyDriver, WklyBoard, _9600, range(32), range(1, 51), range(32), (FIRST_CHANNEL,)),
    "dc02": Maker(Dc02Driver, Dc02Board, _9600, range(1, 16), range(1, 13), range(1, 16)),
    "waveshare": Maker(
        WaveshareDriver, WaveshareBoard, _9600, range(1, 248), range(1, 33), range(1, 17), (PULSE_MS, INPUTS)
    ),
    "r4d3b16": Maker(
        R4d3b16Driver, R4d3b16Board, _9600, range(1, 248), range(1, 33), range(1, 17), (INPUTS_AT,)
    ),
    "gpio": Maker(
        GpioDriver, BridgeBoard, _9600, range(1, 9), range(1, 33), range(1, 9), GpioDriver.settings,
        schemes=("gpio://",),
    ),
    "mcp23017": Maker(
        McpDriver, BridgeBoard, _9600, range(8), range(1, 9), range(8), McpDriver.settings,
        schemes=("mcp23017://",),
    ),
    "tasmota": Maker(
        MqttDriver, BridgeBoard, _9600, range(1, 251), range(1, 33), range(1, 9), MqttDriver.settings,
        schemes=_MQTT,
    ),
    "esphome": Maker(
        MqttDriver, BridgeBoard, _9600, range(1, 251), range(1, 33), range(1, 9), MqttDriver.settings,
        schemes=_MQTT,
    ),
}
# fmt: on


def is_bridged(port: str) -> bool:
    """Whether a port is reached through a bridge."""
    return any(port.startswith(maker.schemes) for maker in MAKERS.values() if maker.schemes)


def reached_by(port: str) -> dict[str, Maker]:
    """The makers whose boards may stand at such a port, by their words."""
    return {
        word: maker
        for word, maker in MAKERS.items()
        if (port.startswith(maker.schemes) if is_bridged(port) else not maker.schemes)
    }


def make_driver(bank: Bank) -> Driver:
    """A new driver for `bank`; raises KeyError for an unknown board."""
    return MAKERS[bank.board].driver(bank)


def line_settings(banks: Iterable[Bank]) -> LineSettings:
    """The settings that all boards of one line share; raises ValueError where they don't agree."""
    settings = {MAKERS[bank.board].line for bank in banks}
    if len(settings) != 1:
        raise ValueError("boards of different line settings can't share a line")
    return settings.pop()
