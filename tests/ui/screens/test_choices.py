"""Words and signs that go by a member of an enum: every screen that may hold it has some for each member."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication

from hardware.outcomes.reading import ScanHint
from kiosk.journeys import every
from kiosk.journeys.boards.screens import BoardCard, BoardList
from kiosk.journeys.every import SAMPLES
from kiosk.journeys.machine.screens import ExportPage
from kiosk.journeys.screen import Screen
from kiosk.journeys.who.screens import ScanCode
from kiosk.journeys.work.screens import Workshop, WorkshopChoice
from kiosk.visits.scene import Scene
from tests.ui.easels import words
from tests.ui.screens.words_of import enums_of, holds, put
from ui.app import MAIN
from ui.gallery import Easel

SCREENS = {kind.__name__: kind for kind in every.SCREENS if enums_of(kind)}
_BY_LITERAL = re.compile(r'[=!]== "[\w-]+"\s*\?\s*(?:qsTr|Icons\.|Theme\.|")|\bswitch \(')


def _variants(kind: type[Screen[Any]]) -> Iterator[tuple[str, Screen[Any]]]:
    """The samples that hold a member where one may stand; where none does, each sample with it put there."""
    samples = [sample for sample in SAMPLES.values() if type(sample) is kind]
    for path, members in enums_of(kind).items():
        for member in members:
            shown = [sample for sample in samples if holds(sample, path, member)]
            for sample in shown or [put(sample, path, member) for sample in samples]:
                if sample is not None:
                    yield f"{'.'.join(path)}: {member}", sample


@pytest.mark.parametrize("name", SCREENS)
def test_each_member_has_its_words(name: str, on: Easel) -> None:
    variants = list(_variants(SCREENS[name]))
    possible = {
        f"{'.'.join(p)}: {member}" for p, members in enums_of(SCREENS[name]).items() for member in members
    }
    assert {said for said, _ in variants} == possible, "a place that no sample has"
    faults = []
    for turn, (said, variant) in enumerate(variants, 1):
        before = len(on.app.warnings)
        on.stage.show(Scene(turn, variant, 1204, "harbour"))
        for _ in range(2):
            QCoreApplication.processEvents()
        faults += [f"{said}: {warning}" for warning in on.app.warnings[before:]]
    on.app.warnings.clear()
    assert not faults, "\n".join(faults)
    assert words(on)


def test_no_words_are_chosen_by_a_comparison_with_a_fallback() -> None:
    """A chain of comparisons or a switch ends in words for all that it does not name; `Match.of` has none."""
    found = [
        f"{file.name}:{number}: {line.strip()}"
        for folder in ("screens", "controls")
        for file in sorted((MAIN.parent / folder).rglob("*.qml"))
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if _BY_LITERAL.search(line)
    ]
    assert not found, "\n".join(found)


class Unforeseen(StrEnum):
    LIGHTNING = "lightning"


@pytest.mark.qt_log_ignore("there is no entry for")
@pytest.mark.parametrize(("name", "path"), [("sorry-jammed", ("kind",)), ("tasks", ("tasks", "kind"))])
def test_a_member_without_words_is_found(name: str, path: tuple[str, ...], on: Easel) -> None:
    on.put(put(SAMPLES[name], path, Unforeseen.LIGHTNING))
    assert any('no entry for "lightning"' in warning for warning in on.app.warnings)
    on.app.warnings.clear()


def test_enums_are_found_however_deep_they_stand() -> None:
    assert set(enums_of(BoardList)) == {("lines", "word"), ("lines", "boards", "word")}
    assert None in enums_of(BoardCard)[("silence",)]
    assert ("verdict", "word") in enums_of(ExportPage)
    assert set(enums_of(Workshop)[("offered",)]) == set(WorkshopChoice)
    assert enums_of(ScanCode)[("hint",)] == (*ScanHint, None)
