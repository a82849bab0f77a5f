"""The real vision process with its models, before films of portraits."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.faces import FaceCollected, FaceEnrolled, FaceKnown, FaceRefusal, FaceRefused
from hardware.vision.client import Vision
from hardware.vision.faces.client import NO_LIVENESS, Liveness
from hardware.vision.faces.models import Models
from hardware.vision.faces.templates import LENGTH, pack
from tests.hardware.faces.people import standing
from tests.helpers.inbox import Inbox
from tests.helpers.labels import save_film

RATE = 10.0
PATIENCE = 200.0  # seconds; beside a load everything takes its time
NOT_LET_IN = {FaceRefusal.NO_ECHO, FaceRefusal.TOO_LIGHT_HERE, FaceRefusal.SLOW_CAMERA}
"""The last where this machine is too busy to look at a second's pictures."""
FLASHES_ONLY = Liveness(turns=False, flashes=True)


class Kiosk:
    """A vision client before a film, and what it told."""

    def __init__(self, film: Path) -> None:
        self.devices, self.told = Inbox(), Inbox()
        self.vision = Vision(f"film:{film}", self.devices.put, tell=self.told.put)
        self.vision.start()
        self.vision.active(True)
        self.faces = self.vision.faces


def before(models: Models, name: str, folder: Path, rate: float = RATE) -> Iterator[Kiosk]:
    """A kiosk before that portrait's person, a little restless; so many pictures a second."""
    kiosk = Kiosk(save_film(standing(models, name, 40), folder / f"{name}.avi", rate))
    yield kiosk
    kiosk.vision.stop()


@pytest.fixture(scope="module")
def kiosk(models: Models, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    yield from before(models, "obama", tmp_path_factory.mktemp("films"))


@pytest.fixture(scope="module")
def template(kiosk: Kiosk) -> bytes:
    """Of the person there, enrolled by the real process."""
    ticket = kiosk.faces.enrol()
    assert kiosk.told.wait(FaceCollected, PATIENCE) == FaceCollected(ticket, 1, 5)
    enrolled = kiosk.told.wait(FaceEnrolled, PATIENCE)
    assert enrolled.ticket == ticket
    assert isinstance(enrolled.template, bytes)
    return enrolled.template


def test_who_was_enrolled_is_known_again_alone_and_among_others(kiosk: Kiosk, template: bytes) -> None:
    ticket = kiosk.faces.recognise([template], liveness=NO_LIVENESS)
    assert kiosk.told.wait(FaceKnown, PATIENCE) == FaceKnown(ticket, 0)
    somebody = pack((0.1,) * LENGTH)
    ticket = kiosk.faces.recognise([somebody, template], liveness=NO_LIVENESS)
    assert kiosk.told.wait(FaceKnown, PATIENCE) == FaceKnown(ticket, 1)


def test_a_stranger_is_refused_and_nothing_says_whom_it_looked_like(
    models: Models, template: bytes, tmp_path: Path
) -> None:
    for kiosk in before(models, "biden", tmp_path):
        ticket = kiosk.faces.recognise([template], liveness=NO_LIVENESS)
        assert kiosk.told.wait(FaceRefused, PATIENCE) == FaceRefused(ticket, FaceRefusal.STRANGER)


def test_a_film_that_does_not_answer_the_screen_is_not_let_in(kiosk: Kiosk, template: bytes) -> None:
    ticket = kiosk.faces.recognise([template], liveness=FLASHES_ONLY)
    refused = kiosk.told.wait(FaceRefused, PATIENCE)
    assert refused.ticket == ticket
    assert refused.why in NOT_LET_IN


def test_who_leaves_hears_nothing_more(kiosk: Kiosk, template: bytes) -> None:
    left = kiosk.faces.recognise([template], liveness=NO_LIVENESS)
    kiosk.faces.leave()
    ticket = kiosk.faces.recognise([template], liveness=NO_LIVENESS)
    assert kiosk.told.wait(FaceKnown, PATIENCE) == FaceKnown(ticket, 0)
    assert left not in {report.ticket for report in kiosk.told.history if isinstance(report, FaceKnown)}


def test_what_is_no_template_is_refused(kiosk: Kiosk) -> None:
    ticket = kiosk.faces.recognise([b"of an older encoder"], liveness=NO_LIVENESS)
    assert kiosk.told.wait(FaceRefused, PATIENCE) == FaceRefused(ticket, FaceRefusal.BAD_TEMPLATE)


def test_a_process_that_dies_begins_anew(models: Models, template: bytes, tmp_path: Path) -> None:
    for kiosk in before(models, "obama", tmp_path):
        kiosk.devices.wait(DeviceUp("camera"))
        lost = kiosk.vision.process_id
        assert lost is not None
        ticket = kiosk.faces.recognise([template], liveness=FLASHES_ONLY)
        kiosk.devices.wait(DeviceUp("faces"))
        os.kill(lost, signal.SIGKILL)
        kiosk.devices.wait(DeviceDown)
        assert kiosk.told.wait(FaceRefused, PATIENCE).ticket == ticket
        assert kiosk.vision.process_id != lost


def test_three_pictures_a_second_are_enough(models: Models, template: bytes, tmp_path: Path) -> None:
    for kiosk in before(models, "obama", tmp_path, 3.0):
        ticket = kiosk.faces.recognise([template], liveness=NO_LIVENESS)
        assert kiosk.told.wait(FaceKnown, PATIENCE) == FaceKnown(ticket, 0)
        ticket = kiosk.faces.enrol()
        assert kiosk.told.wait(FaceEnrolled, PATIENCE).ticket == ticket
        ticket = kiosk.faces.recognise([template], liveness=FLASHES_ONLY)
        refused = kiosk.told.wait(FaceRefused, PATIENCE)
        assert refused.ticket == ticket
        assert refused.why in NOT_LET_IN


@pytest.mark.parametrize("what", ["enrolling", "looking"])
def test_one_picture_a_second_is_said_to_be_too_few(
    what: str, models: Models, template: bytes, tmp_path: Path
) -> None:
    for kiosk in before(models, "obama", tmp_path, 1.0):
        faces = kiosk.faces
        ticket = faces.enrol() if what == "enrolling" else faces.recognise([template], liveness=FLASHES_ONLY)
        # On a machine that is busy itself the camera is not blamed: then an enrolment takes its time.
        done = kiosk.told.wait(lambda one: isinstance(one, FaceRefused | FaceEnrolled), PATIENCE)
        assert done.ticket == ticket
        if isinstance(done, FaceRefused):
            assert done.why is FaceRefusal.SLOW_CAMERA
        else:
            assert what == "enrolling"
