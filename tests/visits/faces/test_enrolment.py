"""Faces are kept of whoever agreed, after a good look, and of nobody else; and are gone when they say so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.outcomes.devices import DeviceDown
from hardware.outcomes.faces import (
    FaceCollected,
    FaceEnrolled,
    FaceProblem,
    FaceRefusal,
    FaceRefused,
    FaceSeen,
)
from kiosk.access.consent import VERSION
from kiosk.custody.proofs.events import FaceChoiceMade, FaceForgotten, FaceKept
from kiosk.custody.words import Ending, Forgotten
from kiosk.journal.copies import backup
from kiosk.journeys.doors.screens import DoorOpening
from kiosk.journeys.faces.screens import ConsentChoice, FaceConsent, FaceEnrol, FaceNote, FaceWord
from kiosk.journeys.handover.screens import ThanksChoice, ThankYou
from kiosk.journeys.screen import BackChoice, OkChoice
from tests.journal.kit import everything
from tests.visits.rig import DEMO, Kiosk

TEMPLATE = b"dlb1" + bytes(range(256)) * 2
YEAR = 365 * 86_400


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    """A kiosk at home, whose site knows faces."""
    one = Kiosk(tmp_path, file=with_faces(tmp_path))
    one.lines_up()
    yield one
    one.end()


def with_faces(folder: Path, more: str = "") -> Path:
    file = folder / "site.toml"
    file.write_text(DEMO.read_text("utf-8").replace("[screen]", f"[faces]\n{more}\n[screen]", 1), "utf-8")
    return file


def agrees(kiosk: Kiosk, label: str = "12", tracking: str = "JJD0001234567") -> str:
    """A recipient scans a code, reads and agrees; the recipient's party."""
    kiosk.scans(kiosk.placed(label, tracking).token)
    assert kiosk.sees(FaceConsent).part == 1
    kiosk.presses(ConsentChoice.MORE)
    kiosk.presses(ConsentChoice.YES)
    kiosk.sees(FaceEnrol)
    return next(iter(kiosk.ledger.visits[kiosk.house.visits.stage.visit].proven))  # type: ignore[union-attr,index]  # somebody is there


def enrolled(kiosk: Kiosk) -> str:
    """The same, to the end of it; their parcel is taken, and they go."""
    party = agrees(kiosk)
    kiosk.camera_says(FaceEnrolled, TEMPLATE)
    kiosk.presses(OkChoice.OK)
    takes(kiosk, "12")
    kiosk.presses(ThanksChoice.DONE)
    assert kiosk.is_home()
    return party


def takes(kiosk: Kiosk, label: str) -> None:
    kiosk.lock_says()
    kiosk.closes(label)


def test_the_camera_sees_nobody_before_they_have_agreed(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.placed("12").token)
    assert kiosk.models_wanted
    for _ in range(2):
        kiosk.sees(FaceConsent)
        assert kiosk.looking is None
        assert not kiosk.camera_on
        kiosk.presses(ConsentChoice.MORE)
    kiosk.presses(ConsentChoice.YES)
    assert kiosk.camera_on
    assert kiosk.scene.camera
    assert kiosk.events()[-1] == FaceChoiceMade(
        next(iter(kiosk.ledger.consignments.values())).leg.parties[0], VERSION, agreed=True
    )


def test_what_is_missing_is_shown_without_a_new_question(kiosk: Kiosk) -> None:
    agrees(kiosk)
    turn = kiosk.scene.turn
    kiosk.camera_says(FaceSeen, (FaceProblem.TOO_FAR, FaceProblem.BLURRED))
    assert kiosk.sees(FaceEnrol) == FaceEnrol(hints=(FaceProblem.TOO_FAR, FaceProblem.BLURRED))
    kiosk.camera_says(FaceSeen, ())
    kiosk.camera_says(FaceCollected, 1, 5)
    assert kiosk.sees(FaceEnrol) == FaceEnrol(have=1)
    kiosk.camera_says(FaceCollected, 0, 5)
    assert kiosk.sees(FaceEnrol).have == 0
    assert kiosk.scene.turn == turn


def test_it_is_kept_sealed_and_then_the_door_opens(kiosk: Kiosk) -> None:
    party = agrees(kiosk)
    assert kiosk.told == []
    kiosk.camera_says(FaceEnrolled, TEMPLATE)
    assert kiosk.sees(FaceNote).word is FaceWord.KEPT
    assert not kiosk.camera_on
    assert kiosk.vault.faces.template(party) == TEMPLATE
    assert kiosk.events()[-1] == FaceKept(party)  # type: ignore[arg-type]  # a party's id
    kiosk.waits(12)
    assert kiosk.sees(DoorOpening).label == "12"
    assert not any(TEMPLATE[4:100] in content for content in everything(kiosk.folder).values())


@pytest.mark.parametrize("how", ["back", "leaves", "idle", "power", "refused", "slow", "slow camera"])
def test_whoever_does_not_finish_leaves_nothing(kiosk: Kiosk, how: str) -> None:
    party = agrees(kiosk)
    kiosk.camera_says(FaceCollected, 4, 5)
    match how:
        case "back":
            kiosk.presses(BackChoice.BACK)
        case "leaves":
            kiosk.house.visits.leave(kiosk.house.visits.stage, Ending.LEFT)  # type: ignore[arg-type]  # somebody is there
        case "idle":
            kiosk.waits(61)
        case "refused":
            kiosk.camera_says(FaceRefused, FaceRefusal.UNAVAILABLE)
            assert kiosk.sees(FaceNote).word is FaceWord.NOT_KEPT
        case "slow camera":
            kiosk.camera_says(FaceRefused, FaceRefusal.SLOW_CAMERA)
            assert kiosk.sees(FaceNote).word is FaceWord.TOO_SLOW
        case "slow":
            for _ in range(3):
                kiosk.waits(30)
                kiosk.touches()
            assert kiosk.sees(FaceNote).word is FaceWord.NOT_KEPT
        case "power":
            kiosk.die()
            kiosk.start()
    if how != "power":
        assert kiosk.looking is None or how in ("refused", "slow camera")
        assert not kiosk.camera_on
    assert not kiosk.vault.faces.has(party)
    assert not any(isinstance(event, FaceKept) for event in kiosk.events())


def test_a_look_that_comes_after_the_end_is_nobodys(kiosk: Kiosk) -> None:
    party = agrees(kiosk)
    late = kiosk.looking
    assert late is not None
    kiosk.presses(BackChoice.BACK)
    kiosk.house.handle(FaceEnrolled(late.ticket, TEMPLATE))
    kiosk.sees(DoorOpening)
    assert not kiosk.vault.faces.has(party)


def test_somebody_busy_before_the_camera_is_not_sent_home(kiosk: Kiosk) -> None:
    agrees(kiosk)
    for have in range(4):
        kiosk.waits(20)
        kiosk.camera_says(FaceCollected, have, 5)
    kiosk.sees(FaceEnrol)
    assert kiosk.scene.still_there == 0


def test_whoever_declined_is_left_in_peace_for_a_year(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.placed("12").token)
    kiosk.presses(ConsentChoice.NO)
    takes(kiosk, "12")
    kiosk.presses(ThanksChoice.DONE)
    kiosk.clock.advance(YEAR - 3600)
    kiosk.scans(kiosk.placed("12", "JJD0001234568").token)
    takes(kiosk, "12")
    kiosk.presses(ThanksChoice.DONE)
    kiosk.clock.advance(3600)
    kiosk.scans(kiosk.placed("12", "JJD0001234569").token)
    kiosk.sees(FaceConsent)


def test_nobody_is_asked_while_the_camera_is_not_there(kiosk: Kiosk) -> None:
    kiosk.house.handle(DeviceDown("faces", "the models are missing"))
    kiosk.scans(kiosk.placed("12").token)
    kiosk.sees(DoorOpening)


def test_whose_face_is_kept_is_not_asked_again_and_may_take_it_back(kiosk: Kiosk) -> None:
    party = enrolled(kiosk)
    backup.make(kiosk.journal)
    kept = kiosk.journal.vault.faces.get(party)
    assert kept is not None
    kiosk.scans(kiosk.placed("12", "JJD0001234568").token)
    takes(kiosk, "12")
    assert kiosk.sees(ThankYou).face
    kiosk.presses(ThanksChoice.FORGET_FACE)
    assert kiosk.sees(FaceNote).word is FaceWord.FORGOTTEN
    forgotten = [event for event in kiosk.events() if isinstance(event, FaceForgotten)]
    assert [(event.party, event.why) for event in forgotten] == [(party, Forgotten.WITHDRAWN)]
    assert not kiosk.vault.faces.has(party)
    for content in everything(kiosk.folder).values():
        assert kept.key not in content
        assert kept.template not in content
    kiosk.presses(OkChoice.OK)
    assert not kiosk.sees(ThankYou).face
    kiosk.presses(ThanksChoice.DONE)
    kiosk.scans(kiosk.placed("12", "JJD0001234569").token)  # and is not asked again at once
    kiosk.sees(DoorOpening)


def test_where_a_backup_can_not_be_reached_the_person_is_told_so(kiosk: Kiosk) -> None:
    party = enrolled(kiosk)
    (kiosk.folder / "backups").write_text("in the way")
    kiosk.scans(kiosk.placed("12", "JJD0001234568").token)
    takes(kiosk, "12")
    kiosk.presses(ThanksChoice.FORGET_FACE)
    assert kiosk.sees(FaceNote).word is FaceWord.FORGOTTEN_TONIGHT
    assert not kiosk.vault.faces.has(party)


def test_a_site_without_faces_asks_nobody_and_loads_no_models(tmp_path: Path) -> None:
    one = Kiosk(tmp_path)
    one.lines_up()
    one.scans(one.placed("12").token)
    one.sees(DoorOpening)
    assert not one.models_wanted
    one.end()
