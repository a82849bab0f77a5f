"""Commands to a simulated site's hand, a line each on standard input."""

from __future__ import annotations

from contextlib import suppress

from hardware.outcomes.reading import Symbology
from hardware.simulator.boards.doors import Sensor
from hardware.simulator.site import SimulatedSite

WORDS = (
    "open|close|jam|free|bounce DOOR, slow DOOR SECONDS, sensor DOOR true|inverted|stuck-open|stuck-closed, "
    "put|stock COMPARTMENT THING, take COMPARTMENT, unplug|plug LINE|printer|TERMINAL, "
    "warm ZONE CELSIUS, contact NAME open|shut, paper LINES, mains SUPPLY on|off, charge SUPPLY PERCENT, "
    "silent BANK on|off, swap BANK ADDRESS, card TERMINAL approve|decline|..., "
    "scan TEXT, badge NUMBER, show TEXT [qr|code128], hide"
)


def obey(site: SimulatedSite, line: str) -> str:
    """Do what a line of words says; a sentence when it makes no sense, else nothing."""
    words = line.strip().split(" ", 2)
    with suppress(KeyError, ValueError, OverflowError):
        match words:
            case [""]:
                pass
            case ["open" | "close" | "jam" | "free" | "bounce" | "slow" | "sensor", *_]:
                _obey_doors(site, words)
            case ["put", compartment, thing]:
                site.put(compartment, thing)
            case ["stock", compartment, thing]:
                site.stock(compartment, thing)
            case ["take", compartment]:
                site.take(compartment)
            case ["warm" | "contact" | "paper" | "mains" | "charge", *_]:
                _obey_senses(site, words)
            case ["unplug" | "plug" | "silent" | "swap", *_]:
                _wire(site, words)
            case ["card", terminal, turn]:
                site.terminals.next(terminal, turn)
            case ["scan" | "badge" as reader, *text] if text:
                {"scan": site.scan, "badge": site.hold_badge}[reader](" ".join(text))
            case ["show", *text] if text:
                site.show(*_kind(" ".join(text)))
            case ["hide"]:
                site.hide()
            case _:
                raise ValueError(line)
        return ""
    return f"not understood: {line.strip()}; known: {WORDS}"


def _obey_doors(site: SimulatedSite, words: list[str]) -> None:
    match words:
        case ["open" | "close" | "jam" | "free" | "bounce" as act, door]:
            acts = (site.open, site.close, site.jam, site.free, site.bounce)
            {one.__name__: one for one in acts}[act](door)
        case ["slow", door, seconds]:
            site.slow(door, float(seconds))
        case ["sensor", door, sensor]:
            site.sensor(door, Sensor(sensor))
        case _:
            raise ValueError(words)


def _obey_senses(site: SimulatedSite, words: list[str]) -> None:
    match words:
        case ["warm", zone, celsius]:
            site.senses.warm(zone, float(celsius))
        case ["contact", name, "open" | "shut" as state]:
            site.senses.contact(name, is_open=state == "open")
        case ["paper", lines]:
            site.senses.paper(float(lines))
        case ["mains", supply, "on" | "off" as state]:
            site.supplies.mains(supply, on=state == "on")
        case ["charge", supply, percent]:
            site.supplies.charge(supply, float(percent))
        case _:
            raise ValueError(words)


def _wire(site: SimulatedSite, words: list[str]) -> None:
    match words:
        case ["unplug" | "plug" as act, bus]:
            {"unplug": site.unplug, "plug": site.plug}[act](bus)
        case ["silent", bank, "on" | "off" as state]:
            site.silence(bank, on=state == "on")
        case ["swap", bank, address]:
            site.swap(bank, int(address))
        case _:
            raise ValueError(words)


def _kind(words: str) -> tuple[str, Symbology]:
    text, _, last = words.rpartition(" ")
    kinds = {kind.value: kind for kind in Symbology if kind is not Symbology.UNKNOWN}
    return (text, kinds[last]) if text and last in kinds else (words, Symbology.CODE128)
