"""docs/services.md: what it shows works as it is, and it names every key and every word."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, get_args, get_type_hints

import pytest

from kiosk.cli import main
from kiosk.custody.cabinet.cabinet import Face
from kiosk.custody.services.rules import (
    ChargeKind,
    ClockDeed,
    ClockStart,
    EvidenceKind,
    GateKind,
    Money,
    PauseReason,
    Privacy,
    TerminalDown,
)
from kiosk.custody.words import Kind
from kiosk.services.tables.service import ServiceFileTable
from kiosk.services.tables.steps import ACTS
from kiosk.site.loading import load_site

ROOT: Final = Path(__file__).parents[2]
GUIDE: Final = (ROOT / "docs" / "services.md").read_text("utf-8")
BLOCKS: Final = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
DEMO: Final = (ROOT / "assets" / "sites" / "demo.toml").read_text("utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site in English whose services are as the guide says, written by following it."""
    folder = tmp_path / "services" / "umbrella"
    folder.mkdir(parents=True)
    (folder / "service.toml").write_text(BLOCKS[0], "utf-8")
    file = tmp_path / "site.toml"
    text = DEMO.replace('["en", "de", "pl", "ar"]', '["en"]')
    text = re.sub(r"^services = .*\n", lambda _: BLOCKS[1], text, flags=re.MULTILINE)
    file.write_text(text, "utf-8")
    return file


def test_whoever_follows_the_guide_has_a_service_that_runs(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["service", "check", str(site.parent / "services" / "umbrella")]) == 0
    assert "no faults. umbrella 1: stock, take, back; en." in capsys.readouterr().out
    assert main(["site", "check", str(site)]) == 0
    capsys.readouterr()
    assert main(["service", "explain", "umbrella", "--site", str(site)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Borrow an umbrella (umbrella, version 1): Free for three days.")
    assert "   One person has at most 1 at a time.\n" in told


def test_what_it_says_of_a_site_is_taken(site: Path) -> None:
    text = site.read_text("utf-8").replace(BLOCKS[1], "")
    site.write_text(text + "\n" + BLOCKS[2], "utf-8")
    rules = load_site(site).services["umbrellas"].rules
    assert rules is not None
    take = rules.step("take")
    assert take is not None
    deposit = take.charges[0].amount
    assert isinstance(deposit, Money)
    assert (rules.principal, deposit.minor, take.proof.factors) == ("library", 1500, 2)


def _keys(table: type) -> Iterator[str]:
    hints = get_type_hints(table)
    for each in dataclasses.fields(table):
        yield each.name.removesuffix("_")
        for inner in _tables(hints[each.name]):
            yield from _keys(inner)


def _tables(kind: Any) -> Iterator[type]:
    if hasattr(kind, "__pydantic_config__"):
        yield kind
    for inner in get_args(kind):
        yield from _tables(inner)


def test_it_names_every_key_and_every_word() -> None:
    said = set(re.findall(r"[a-z_-]+", " ".join(re.findall(r"`([^`\n]+)`", GUIDE))))
    assert set(_keys(ServiceFileTable)) - said == set()
    words = (Privacy, GateKind, EvidenceKind, ChargeKind, TerminalDown, ClockStart, ClockDeed, PauseReason)
    assert {str(word) for kind in (*words, Face, Kind, ACTS) for word in kind} - said == set()
