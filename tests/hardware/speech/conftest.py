"""A studio, a jack and a speech process in it, each taken down at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from hardware.speech.child import COMMAND, PATIENCE
from hardware.speech.owner import SpeechPlan, SpeechProcess
from tests.hardware.speech.studio import JackPlug, Studio
from tests.helpers.inbox import Inbox

Begin = Callable[..., SpeechProcess]


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Studio:
    """Its programs are the only ones that a process finds."""
    folder = tmp_path / "programs"
    folder.mkdir()
    studio = Studio(folder)
    monkeypatch.setenv("PATH", str(folder))
    return studio


@pytest.fixture
def plug(tmp_path: Path) -> Iterator[JackPlug]:
    made = JackPlug(tmp_path / "jack")
    yield made
    made.close()


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def begin(studio: Studio, inbox: Inbox, plug: JackPlug) -> Iterator[Begin]:
    """Start a speech process; its headphones are the device "phones" unless another plan says otherwise."""
    made: list[SpeechProcess] = []

    def start(
        *, headphones: str | None = "phones", command: Sequence[str] = COMMAND, patience: float = PATIENCE
    ) -> SpeechProcess:
        plan = SpeechPlan(headphones=headphones, jack=str(plug.path))
        made.append(SpeechProcess(plan, inbox.put, command=command, patience=patience))
        return made[-1]

    yield start
    for each in made:
        each.close()
