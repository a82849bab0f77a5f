"""Arrows between floors, homes of libraries, pure rooms, the one clock."""

from __future__ import annotations

import pytest

from tests.architecture import rules
from tests.architecture.source import FLOORS, Module, Rule, broken, floors

RULES: dict[str, Rule] = {
    "arrows go down": rules.arrows_go_down,
    "libraries stay at home": rules.libraries_stay_at_home,
    "imports are statements": rules.imports_are_statements,
    "pure rooms are pure": rules.pure_rooms_are_pure,
    "few ties": rules.few_ties,
    "one clock": rules.one_clock,
}

BAD = [
    (rules.arrows_go_down, "kiosk/visits/desk.py", "from ui.stage import Stage", "ui, which stands above"),
    (rules.arrows_go_down, "hardware/locks/bus.py", "import kiosk.clock", "kiosk, which stands above"),
    (rules.arrows_go_down, "kiosk/a.py", "def late():\n    import ui.demo", "ui, which stands above"),
    (
        rules.arrows_go_down,
        "kiosk/a.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n  import ui",
        "ui,",
    ),
    (rules.arrows_go_down, "kiosk/a.py", "from . import clock", "absolute"),
    (
        rules.libraries_stay_at_home,
        "kiosk/program/machine.py",
        "from PySide6.QtCore import QObject",
        "lives in ui/",
    ),
    (rules.libraries_stay_at_home, "ui/app.py", "import sqlite3", "lives in kiosk/journal/"),
    (rules.libraries_stay_at_home, "kiosk/journals/a.py", "import sqlite_utils", "lives in kiosk/journal/"),
    (
        rules.libraries_stay_at_home,
        "kiosk/custody/cabinet/cabinet.py",
        "import pydantic",
        "lives in kiosk/site",
    ),
    (rules.libraries_stay_at_home, "ui/camera_view.py", "import cv2 as vision", "lives in hardware/"),
    (rules.libraries_stay_at_home, "kiosk/link/http.py", "import httpx", "has no home"),
    (rules.libraries_stay_at_home, "kiosk/a.py", "from tests.helpers import leaks", "has no home"),
    (rules.imports_are_statements, "kiosk/a.py", "import importlib as i\ni.import_module('ui')", "statement"),
    (
        rules.imports_are_statements,
        "kiosk/a.py",
        "from importlib import import_module as f\nf('ui')",
        "statement",
    ),
    (rules.imports_are_statements, "kiosk/a.py", "__import__('ui')", "statement"),
    (rules.pure_rooms_are_pure, "kiosk/custody/a.py", "import time", "not on the list"),
    (rules.pure_rooms_are_pure, "kiosk/custody/a.py", "from os import path", "not on the list"),
    (rules.pure_rooms_are_pure, "kiosk/journeys/a.py", "import secrets", "not on the list"),
    (rules.pure_rooms_are_pure, "kiosk/access/a.py", "import logging", "not on the list"),
    (
        rules.pure_rooms_are_pure,
        "kiosk/custody/a.py",
        "from kiosk.access import grants",
        "imports only kiosk.custody",
    ),
    (
        rules.pure_rooms_are_pure,
        "kiosk/access/a.py",
        "from kiosk import journeys",
        "imports only kiosk.access",
    ),
    (
        rules.pure_rooms_are_pure,
        "kiosk/journeys/a.py",
        "from kiosk.clock import Clock",
        "not kiosk.clock.Clock",
    ),
    (
        rules.pure_rooms_are_pure,
        "kiosk/journeys/a.py",
        "from hardware.locks import bus",
        "not hardware.locks.bus",
    ),
    (rules.pure_rooms_are_pure, "kiosk/custody/a.py", "text = open('list').read()", "open()"),
    (rules.few_ties, "kiosk/hub/a.py", "from kiosk.journal.chain import link", "imports only kiosk.hub"),
    (rules.few_ties, "kiosk/wire/a.py", "import kiosk.access.digits", "imports only kiosk.wire"),
    (rules.few_ties, "kiosk/link/a.py", "from kiosk.hub.ingest import rows", "no kiosk carries kiosk.hub"),
    (rules.one_clock, "kiosk/custody/a.py", "from datetime import datetime\ndatetime.now()", "datetime.now"),
    (rules.one_clock, "ui/app.py", "import datetime as d\nstamp = d.datetime.now", "datetime.now"),
    (rules.one_clock, "ui/app.py", "from datetime import date as day\nday.today()", "date.today"),
    (rules.one_clock, "hardware/a.py", "from time import time as clock\nclock()", "time.time"),
]

GOOD = [
    (rules.few_ties, "kiosk/hub/a.py", "import kiosk.custody.events\nfrom kiosk.wire import names"),
    (
        rules.arrows_go_down,
        "ui/app.py",
        "from kiosk.program.machine import Machine\nimport hardware.outcomes.locks",
    ),
    (rules.arrows_go_down, "kiosk/cli.py", "def demo():\n    import ui.demo"),
    (
        rules.libraries_stay_at_home,
        "kiosk/journal/store.py",
        "import sqlite3, json\nfrom kiosk.vault import keys",
    ),
    (rules.libraries_stay_at_home, "kiosk/site.py", "import pydantic"),
    (rules.libraries_stay_at_home, "kiosk/site/parse.py", "import pydantic"),
    (
        rules.imports_are_statements,
        "kiosk/cli.py",
        "from importlib import import_module\nimport_module('ui')",
    ),
    (
        rules.pure_rooms_are_pure,
        "kiosk/journeys/a.py",
        "from datetime import timedelta\nimport kiosk.custody.ledger",
    ),
    (rules.pure_rooms_are_pure, "kiosk/access/a.py", "from hardware.outcomes.locks import Opened"),
    (rules.pure_rooms_are_pure, "kiosk/visits/a.py", "import time, secrets"),
    (rules.one_clock, "kiosk/clock.py", "import time\ntime.time()"),
    (rules.one_clock, "hardware/locks/bus.py", "import time\ntime.monotonic()"),
]


@pytest.mark.parametrize("name", RULES)
def test_the_three_floors_keep_the_rule(name: str) -> None:
    found = broken(RULES[name], floors())
    assert not found, f"\n{found}"


@pytest.mark.parametrize(("rule", "path", "text", "message"), BAD)
def test_a_sample_that_breaks_the_rule_is_seen(rule: Rule, path: str, text: str, message: str) -> None:
    assert message in broken(rule, [Module(path, text)])


@pytest.mark.parametrize(("rule", "path", "text"), GOOD)
def test_a_sample_that_keeps_the_rule_is_left_alone(rule: Rule, path: str, text: str) -> None:
    assert broken(rule, [Module(path, text)]) == ""


def test_the_scan_sees_the_house() -> None:
    """An empty scan would keep every rule."""
    seen = [(module.path.split("/")[0], entry.top) for module in floors() for entry in module.imports]
    arrows = {floor: {top for source, top in seen if source == floor} for floor in FLOORS}
    assert {"ui", "kiosk", "PySide6"} <= arrows["ui"]
    assert {"kiosk", "hardware", "sqlite_utils", "argon2", "pydantic"} <= arrows["kiosk"]
    assert {"hardware", "cv2", "serial"} <= arrows["hardware"]
    assert sum(top in FLOORS for _, top in seen) >= 200
