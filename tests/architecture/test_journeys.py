"""Journeys are written so that every path through them can be walked."""

from __future__ import annotations

import pytest

from tests.architecture.journey_rules import JOURNEYS, scripts_can_be_explored
from tests.architecture.source import Module, broken, floors

BAD = [
    ("    try:\n        await a()\n    finally:\n        await b()", "nothing is put right in `finally`"),
    (
        "    try:\n        pass\n    finally:\n        if x:\n            y = await b()",
        "nothing is put right",
    ),
    ("    async with a():\n        pass", "`async with`"),
    ("    async for _ in a():\n        pass", "`async for`"),
    ("    for x in parcels:\n        await a(x)", "`enumerate(...)`"),
    ("    for x in zip(a, enumerate(b)):\n        await a(x)", "`enumerate(...)`"),
    ("    try:\n        await a()\n    except:\n        pass", "catch what you can name"),
    ("    try:\n        await a()\n    except Exception:\n        pass", "catch what you can name"),
    (
        "    try:\n        await a()\n    except (KeyError, BaseException):\n        pass",
        "catch what you can name",
    ),
    ("    if await a():\n        pass", "whole right-hand side"),
    ("    f(await a())", "whole right-hand side"),
    ("    x = (await a()).name", "whole right-hand side"),
    ("    x += await a()", "whole right-hand side"),
    ("    match await a():\n        case _:\n            pass", "whole right-hand side"),
    ("    x = [await a(y) for y in z]", "whole right-hand side"),
    ("    while (x := await a()):\n        pass", "whole right-hand side"),
]

GOOD = """
async def collect(desk):
    await greet()
    grant: Grant = await identify(desk)
    names = [parcel.name for parcel in grant.parcels]
    for _, parcel in enumerate(grant.parcels):
        outcome = await open_door(parcel)
        try:
            await record(outcome)
        except Refused:
            desk.note()
        finally:
            desk.turn()
    return await farewell(names)

def heights(cabinet):
    for door in cabinet.doors:
        yield door.height
"""


def test_the_journeys_can_be_explored() -> None:
    found = broken(scripts_can_be_explored, floors())
    assert not found, f"\n{found}"


def test_the_scan_sees_the_scripts() -> None:
    scripts = [module for module in floors() if module.inside(JOURNEYS)]
    assert sum(module.text.count("await ") for module in scripts) >= 50


@pytest.mark.parametrize(("body", "message"), BAD)
def test_a_script_that_hides_a_place_to_wait_is_seen(body: str, message: str) -> None:
    module = Module("kiosk/journeys/sample.py", f"async def sample():\n{body}\n")
    assert message in broken(scripts_can_be_explored, [module])


def test_a_script_that_keeps_the_rules_is_left_alone() -> None:
    assert broken(scripts_can_be_explored, [Module("kiosk/journeys/sample.py", GOOD)]) == ""


def test_other_rooms_may_write_as_they_like() -> None:
    module = Module(
        "hardware/sample.py", "def f(x):\n    try:\n        x()\n    except Exception:\n        raise\n"
    )
    assert broken(scripts_can_be_explored, [module]) == ""
