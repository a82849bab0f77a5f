"""The page of commands knows every command, and none that is gone."""

from __future__ import annotations

import re

from tests.architecture.source import ROOT
from tests.cli import COMMANDS

_PAGE = (ROOT / "docs" / "commands.md").read_text("utf-8")
_ROWS = re.findall(r"^\| (`.+?) \| [^|]+ \|$", _PAGE, re.MULTILINE)
_QUOTED = [re.sub(r"^cubby ", "", quoted) for row in _ROWS for quoted in re.findall(r"`([^`]+)`", row)]


def test_every_command_has_its_row() -> None:
    missing = [name for name in COMMANDS if not any(f"{said} ".startswith(f"{name} ") for said in _QUOTED)]
    assert not missing, f"docs/commands.md says nothing of: {', '.join(missing)}"


def test_every_row_is_about_a_command() -> None:
    known = {name.split()[0] for name in [*COMMANDS, "help"]}
    assert _ROWS
    assert not [said for said in _QUOTED if said.split()[0] not in known]
