"""Known by one's face: a whole machine on real boards, before films that the real vision process sees."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from hardware.outcomes.devices import DeviceUp
from hardware.outcomes.faces import FaceRefusal
from hardware.vision.faces.client import NO_LIVENESS
from hardware.vision.faces.models import Models, load
from kiosk.custody.ids import PartyId
from kiosk.custody.proofs.events import CredentialTried, FaceForgotten, LookRefused
from kiosk.custody.things.events import Collected
from kiosk.custody.words import Forgotten, Kind
from kiosk.journeys.faces.screens import (
    ConsentChoice,
    FaceConsent,
    FaceEnrol,
    FaceNote,
    FaceWord,
    LookHere,
    LookOver,
    LookOverChoice,
)
from kiosk.journeys.front.screens import HomeChoice
from kiosk.journeys.handover.screens import DidYouTakeIt, TakeParcel, ThanksChoice, ThankYou
from kiosk.journeys.screen import OkChoice, YesNo
from kiosk.journeys.who.screens import EnterPin, FaceGlance
from kiosk.orders.parcels import Place
from kiosk.site.parts.faces import FacesSite
from kiosk.site.whole import Site
from kiosk.visits.faces import camera
from kiosk.visits.scene import Scene
from tests.bench.kiosk import site_on
from tests.helpers.accessible.surfaces import cut, flat, head_of, photo_of
from tests.helpers.attacks import Still, Turning, printed
from tests.helpers.inbox import Inbox
from tests.helpers.labels import save_film
from tests.helpers.portraits import Picture, portrait
from tests.helpers.stage import FRAME, Actor
from tests.helpers.stage import Place as Room
from tests.program.rig import Running, book_of, events_of

pytestmark = pytest.mark.slow

PHONE, OTHER = "+49 30 5550199", "+49 30 7654321"


@pytest.fixture(scope="module")
def models() -> Models:
    loaded = load()
    assert isinstance(loaded, Models)
    return loaded


@pytest.fixture(scope="module")
def films(models: Models, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Somebody who is a little restless; somebody else; and a photo of the first."""
    folder = tmp_path_factory.mktemp("films")
    chance = np.random.default_rng(1)
    anna, ben = (cut(models, portrait(name)) for name in ("obama", "biden"))
    cast: dict[str, Actor] = {
        "anna": Turning(head_of(anna), chance, (30, 34)),
        "ben": Turning(head_of(ben), chance, (30, 34)),
        "a photo": Still(photo_of(printed(anna), flat), chance, (0, 1)),
    }
    return {
        name: save_film(_played(actor), folder / f"{name}.avi", 1 / FRAME) for name, actor in cast.items()
    }


def _played(actor: Actor) -> list[Picture]:
    room = Room(actor, 1)
    return [room.picture(None, None, frame * FRAME) for frame in range(40)]


class Seeing(Running):
    """A machine before a film; `home` waits until its models are loaded, since films do not wait."""

    def __init__(self, folder: Path, site: Site) -> None:
        super().__init__(folder, site=site)
        self.posted, post = Inbox(), self.machine.post

        def heard(message: Any) -> None:
            self.posted.put(message)
            post(message)

        self.machine.post = heard  # type: ignore[method-assign]  # on its way to the kiosk's queue
        self._loaded = False

    def home(self) -> Scene:
        if not self._loaded:
            self.posted.wait(DeviceUp("faces"))
            self._loaded = True
        return super().home()


def before(film: Path, folder: Path) -> Seeing:
    """The machine in this folder, before that film; without colours, which no film gives back."""
    return Seeing(folder, _site(folder, film))


def _site(folder: Path, film: Path) -> Site:
    site = site_on(str(folder / "locks"), folder, camera=f"film:{film}")
    return replace(site, faces=FacesSite(flashes=False))


def enrols(kiosk: Running) -> None:
    """A recipient with a code agrees, looks into the camera, takes the parcel out of 12, and goes."""
    kiosk.home()
    kiosk.scans(kiosk.told(Place("12", "1Z999AA10123456784", PHONE))["token"])
    kiosk.shows(FaceConsent, lambda consent: consent.part == 1)
    kiosk.presses(ConsentChoice.MORE)
    kiosk.shows(FaceConsent, lambda consent: consent.part == 2)
    kiosk.presses(ConsentChoice.YES)
    kiosk.shows(FaceEnrol, lambda enrol: enrol.have == 4)
    kiosk.shows(FaceNote, lambda note: note.word is FaceWord.KEPT)
    kiosk.presses(OkChoice.OK)
    takes(kiosk)
    kiosk.presses(ThanksChoice.DONE)
    kiosk.home()


def takes(kiosk: Running) -> None:
    kiosk.shows(TakeParcel)
    kiosk.boards.close(1, 12)
    kiosk.shows(DidYouTakeIt)
    kiosk.presses(YesNo.YES)
    kiosk.shows(ThankYou)


@pytest.fixture
def enrolled(films: dict[str, Path], tmp_path: Path) -> Path:
    """The folder of a machine that knows Anna, for whom something waits again."""
    with before(films["anna"], tmp_path) as kiosk:
        enrols(kiosk)
        kiosk.told(Place("12", "1Z999AA10123456785", PHONE))
    return tmp_path


def test_who_comes_back_is_known_and_collects_and_takes_it_back(
    films: dict[str, Path], enrolled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A film can not do what is asked of it; tests/hardware/faces/test_alive.py has visitors who can.
    monkeypatch.setattr(camera, "Liveness", lambda **_asked: NO_LIVENESS)
    with before(films["anna"], enrolled) as kiosk:
        kiosk.home()
        kiosk.presses(HomeChoice.PICK_UP)
        kiosk.shows(EnterPin, lambda pin: pin.face is FaceGlance.OPEN)
        takes(kiosk)
        kiosk.presses(ThanksChoice.FORGET_FACE)
        kiosk.shows(FaceNote, lambda note: note.word is FaceWord.FORGOTTEN)
        kiosk.presses(OkChoice.OK)
        kiosk.shows(ThankYou)
        kiosk.presses(ThanksChoice.DONE)
        kiosk.home()
        kiosk.told(Place("12", "1Z999AA10123456786", PHONE))
        kiosk.presses(HomeChoice.PICK_UP)
        kiosk.shows(EnterPin, lambda pin: pin.face is FaceGlance.NONE)
    happened = events_of(kiosk.data)
    looks = [one for one in happened if isinstance(one, CredentialTried) and Kind.FACE in one.kinds]
    assert len(looks) == 1
    assert [one.why for one in happened if isinstance(one, FaceForgotten)] == [Forgotten.WITHDRAWN]
    assert len([one for one in happened if isinstance(one, Collected)]) == 2


def test_a_stranger_opens_nothing_and_hears_no_name(films: dict[str, Path], enrolled: Path) -> None:
    with before(films["ben"], enrolled) as kiosk:
        kiosk.home()
        kiosk.presses(HomeChoice.PICK_UP)
        kiosk.shows(EnterPin, lambda pin: pin.face is FaceGlance.UNKNOWN)
        kiosk.scans(kiosk.told(Place("11", "JJD0001234567", OTHER))["token"])
        kiosk.shows(FaceConsent)
    told = [one for one in events_of(kiosk.data) if isinstance(one, LookRefused)]
    assert {one.why for one in told} == {FaceRefusal.STRANGER}


def _looks_or_is_too_slow(scene: Scene) -> bool:
    """A machine that is too busy to look says so, and the code is asked for as before."""
    match scene.screen:
        case LookHere() | EnterPin(face=FaceGlance.SLOW):
            return True
        case _:
            return False


def test_a_photo_is_known_and_does_not_turn(films: dict[str, Path], enrolled: Path) -> None:
    with before(films["a photo"], enrolled) as kiosk:
        kiosk.home()
        kiosk.presses(HomeChoice.PICK_UP)
        seen = kiosk.scenes.wait(_looks_or_is_too_slow)
        if isinstance(seen.screen, LookHere):
            over = kiosk.shows(LookOver)
            assert over.why in {
                FaceRefusal.TOO_SLOW,
                FaceRefusal.FLAT,
                FaceRefusal.LOST,
                FaceRefusal.SLOW_CAMERA,
            }
            kiosk.presses(LookOverChoice.CODE)
            kiosk.shows(EnterPin, lambda pin: pin.face is FaceGlance.NONE)
    happened = events_of(kiosk.data)
    assert not [one for one in happened if isinstance(one, CredentialTried) and Kind.FACE in one.kinds]
    assert len([one for one in happened if isinstance(one, Collected)]) == 1


def test_a_vision_process_that_dies_in_the_middle_costs_the_visitor_a_moment(
    films: dict[str, Path], tmp_path: Path
) -> None:
    with before(films["anna"], tmp_path) as kiosk:
        kiosk.home()
        kiosk.scans(kiosk.told(Place("12", "1Z999AA10123456784", PHONE))["token"])
        kiosk.shows(FaceConsent)
        kiosk.presses(ConsentChoice.MORE)
        kiosk.shows(FaceConsent)
        kiosk.presses(ConsentChoice.YES)
        kiosk.shows(FaceEnrol, lambda enrol: enrol.have == 2)
        kill_the_eye(kiosk)
        kiosk.shows(FaceEnrol, lambda enrol: enrol.have == 1)
        kiosk.shows(FaceNote, lambda note: note.word is FaceWord.KEPT)
    with book_of(kiosk.data, kiosk.site) as book:
        (party,) = book.vault.faces.parties()
        assert book.vault.faces.template(PartyId(party)) is not None


def kill_the_eye(kiosk: Running) -> None:
    life = kiosk.machine._life
    assert life is not None
    assert life.vision is not None
    process = life.vision.process_id
    assert process is not None
    os.kill(process, signal.SIGKILL)
