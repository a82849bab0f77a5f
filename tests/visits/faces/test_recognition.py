"""A face opens for its person what waits for them; a stranger's says nothing, and nobody is locked out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.faces import (
    FaceAsk,
    FaceAsked,
    FaceKnown,
    FaceProblem,
    FaceRefusal,
    FaceRefused,
    FaceSeen,
)
from hardware.outcomes.reading import ScanHelp, ScanHint
from hardware.vision.faces.client import Liveness
from hardware.vision.faces.likeness import Thresholds
from hardware.vision.faces.liveness.flash import PASTELS
from kiosk.custody.machine.pace import CertainTime
from kiosk.custody.proofs.attempts import LIMITS
from kiosk.custody.proofs.events import CredentialTried, LookRefused
from kiosk.custody.proofs.factors import Proof, Rule
from kiosk.custody.words import Audience, Ending, Kind, Way
from kiosk.journeys.doors.screens import DoorOpening
from kiosk.journeys.faces.screens import FaceConsent, LookChoice, LookHere, LookOver, LookOverChoice
from kiosk.journeys.front.screens import HomeChoice, Sorry, SorryKind
from kiosk.journeys.handover.screens import ScanParcel
from kiosk.journeys.screen import BackChoice, Typed
from kiosk.journeys.who.screens import EnterPin, FaceGlance, NextPin, PinChoice, PinProblem, ScanCode
from kiosk.visits.faces.camera import TRIES
from tests.visits.faces.test_enrolment import TEMPLATE, takes, with_faces
from tests.visits.rig import Kiosk

OTHER = b"dlb1" + bytes(reversed(range(256))) * 2
PHONES = ("+49 30 1234567", "+49 30 7654321")


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    """Somebody who is known by their face has a parcel in 12; somebody else, who is not, one in 3."""
    one = Kiosk(tmp_path, file=with_faces(tmp_path))
    one.lines_up()
    one.placed("12")
    one.placed("3", "JJD0007654321", PHONES[1])
    enrol(one, PHONES[0], TEMPLATE)
    yield one
    one.end()


def enrol(kiosk: Kiosk, phone: str, template: bytes) -> str:
    (party,) = kiosk.vault.parties_with(phone, kiosk.book.phones)
    kiosk.vault.faces.keep(party, template, kiosk.clock.now())
    return party


def asked(kiosk: Kiosk, what: FaceAsk = FaceAsk.TURN_LEFT) -> None:
    kiosk.presses(HomeChoice.PICK_UP)
    kiosk.camera_says(FaceAsked, what)


def attempts(kiosk: Kiosk) -> list[bool]:
    """Each look that was tried: whether it proved anybody."""
    tried = (event for event in kiosk.events() if isinstance(event, CredentialTried))
    return [event.proved is not None for event in tried if event.way is Way.LOOK]


def test_a_look_opens_the_door_without_a_touch(kiosk: Kiosk) -> None:
    kiosk.presses(HomeChoice.PICK_UP)
    assert kiosk.sees(EnterPin).face is FaceGlance.OPEN
    assert kiosk.scene.camera
    kiosk.camera_says(FaceAsked, FaceAsk.LOOK_AHEAD)
    assert kiosk.sees(LookHere).asked is FaceAsk.LOOK_AHEAD
    turn = kiosk.scene.turn
    kiosk.camera_says(FaceAsked, FaceAsk.TURN_RIGHT)
    assert kiosk.sees(LookHere).asked is FaceAsk.TURN_RIGHT
    kiosk.camera_says(FaceAsked, FaceAsk.HOLD_STILL, PASTELS[0])
    assert kiosk.sees(LookHere).colour == PASTELS[0]
    assert kiosk.scene.turn == turn
    kiosk.camera_says(FaceKnown, 0)
    assert kiosk.sees(DoorOpening).label == "12"
    assert not kiosk.camera_on
    assert not kiosk.scene.camera
    assert attempts(kiosk) == [True]
    tried = next(event for event in kiosk.events() if isinstance(event, CredentialTried))
    assert tried.kinds == (Kind.FACE,)


def test_it_is_one_of_those_for_whom_something_waits_and_as_strict_as_for_many(kiosk: Kiosk) -> None:
    kiosk.presses(HomeChoice.PICK_UP)
    assert kiosk.looking is not None
    assert kiosk.looking.templates == (TEMPLATE,)
    assert kiosk.looking.thresholds == Thresholds(one=0.42, many=0.42, margin=0.06)
    assert kiosk.looking.liveness == Liveness(turns=True, flashes=True)


def test_at_most_twenty_are_looked_for_and_those_whose_things_came_last(tmp_path: Path) -> None:
    kiosk = Kiosk(tmp_path, file=with_faces(tmp_path))
    kiosk.lines_up()
    for n in range(1, 25):
        kiosk.clock.advance(1)
        kiosk.placed(str(n), f"JJD00000000{n:02}", f"+49 30 55501{n:02}")
        enrol(kiosk, f"+49 30 55501{n:02}", b"dlb1" + bytes([n]) * 512)
    kiosk.presses(HomeChoice.PICK_UP)
    assert kiosk.looking is not None
    assert [template[-1] for template in kiosk.looking.templates or ()] == list(range(24, 4, -1))
    kiosk.camera_says(FaceAsked, FaceAsk.LOOK_AHEAD)
    kiosk.camera_says(FaceKnown, 2)
    assert kiosk.sees(DoorOpening).label == "22"
    kiosk.end()


def test_a_code_before_the_camera_is_taken_while_a_code_is_typed(kiosk: Kiosk) -> None:
    assert not kiosk.camera_on
    kiosk.presses(HomeChoice.PICK_UP)
    assert kiosk.camera_on
    kiosk.scans(kiosk.placed("5", "JJD0007654325").token)
    kiosk.sees(DoorOpening)
    assert not kiosk.camera_on


def test_who_typed_a_code_to_deliver_is_helped_by_what_is_announced(kiosk: Kiosk) -> None:
    kiosk.announced("JJD0000000001", size="S")
    kiosk.presses(HomeChoice.STAFF)
    assert kiosk.camera_on
    kiosk.presses(Typed(kiosk.staff().pin))
    kiosk.finds_tag()
    kiosk.sees(ScanParcel)
    assert kiosk.expected == ("JJD0000000001",)


def test_where_nobody_is_to_be_found_nobody_is_looked_at(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.placed("7", "JJD0007654329", PHONES[0]).token)
    takes(kiosk, "7")
    kiosk.vault.faces.destroy(kiosk.vault.faces.parties())
    kiosk.waits(30)
    if not kiosk.is_home():
        kiosk.house.visits.leave(kiosk.house.visits.stage, Ending.LEFT)  # type: ignore[arg-type]  # somebody is there
    kiosk.presses(HomeChoice.PICK_UP)
    assert kiosk.sees(EnterPin).face is FaceGlance.NONE
    assert kiosk.looking is None


def test_a_stranger_is_told_on_the_side_three_times_and_types_on(kiosk: Kiosk) -> None:
    kiosk.presses(HomeChoice.PICK_UP)
    turn = kiosk.scene.turn
    for _ in range(TRIES):
        assert kiosk.looking is not None
        tried = kiosk.looking.ticket
        kiosk.camera_says(FaceRefused, FaceRefusal.STRANGER)
        assert kiosk.sees(EnterPin).face is FaceGlance.UNKNOWN
        assert kiosk.scene.turn == turn
    assert kiosk.looking is not None
    assert kiosk.looking.ticket == tried
    assert attempts(kiosk) == [False]
    assert [event for event in kiosk.events() if isinstance(event, LookRefused)] == [
        LookRefused(FaceRefusal.STRANGER)
    ] * TRIES
    pin = kiosk.placed("5", "JJD0007654325", PHONES[1]).pin
    kiosk.presses(Typed(pin))
    kiosk.finds_tag()
    kiosk.sees(FaceConsent)


def test_a_camera_that_is_too_slow_is_told_and_nobody_is_blamed_for_it(kiosk: Kiosk) -> None:
    kiosk.presses(HomeChoice.PICK_UP)
    kiosk.camera_says(FaceRefused, FaceRefusal.SLOW_CAMERA)
    assert kiosk.sees(EnterPin).face is FaceGlance.SLOW
    assert kiosk.looking is not None
    tried = kiosk.looking.ticket
    kiosk.waits(1)
    assert kiosk.looking is not None
    assert kiosk.looking.ticket == tried, "it is hopeless to look again on the same screen"
    assert attempts(kiosk) == []
    assert not any(isinstance(event, LookRefused) for event in kiosk.events())
    pin = kiosk.placed("5", "JJD0007654325", PHONES[1]).pin
    kiosk.presses(Typed(pin))
    kiosk.finds_tag()
    kiosk.sees(FaceConsent)


def test_what_the_screen_and_the_journal_say_of_a_stranger_names_nobody(kiosk: Kiosk) -> None:
    enrolled = kiosk.vault.faces.parties()[0]
    kiosk.presses(HomeChoice.PICK_UP)
    before = len(kiosk.events())
    kiosk.camera_says(FaceRefused, FaceRefusal.STRANGER)
    assert enrolled not in repr(kiosk.scene)
    assert enrolled not in repr(kiosk.events()[before:])


@pytest.mark.parametrize("why", [why for why in FaceRefusal if why is not FaceRefusal.TOO_LIGHT_HERE])
def test_each_refusal_is_told_with_its_reason(kiosk: Kiosk, why: FaceRefusal) -> None:
    asked(kiosk)
    kiosk.camera_says(FaceRefused, why)
    hopeless = why in (FaceRefusal.UNAVAILABLE, FaceRefusal.BAD_TEMPLATE, FaceRefusal.SLOW_CAMERA)
    assert kiosk.sees(LookOver) == LookOver(why, again=not hopeless)
    assert attempts(kiosk) == ([] if hopeless else [False])
    kiosk.presses(LookOverChoice.CODE)
    assert kiosk.sees(EnterPin).face is FaceGlance.NONE


def test_too_much_light_leads_to_the_code(kiosk: Kiosk) -> None:
    asked(kiosk)
    kiosk.camera_says(FaceRefused, FaceRefusal.TOO_LIGHT_HERE)
    assert kiosk.sees(LookOver) == LookOver(FaceRefusal.TOO_LIGHT_HERE, again=False)


def test_three_failures_lead_to_the_code_which_works_as_ever(kiosk: Kiosk) -> None:
    asked(kiosk)
    for attempt in range(TRIES):
        kiosk.camera_says(FaceRefused, FaceRefusal.FLAT)
        assert kiosk.sees(LookOver).again is (attempt < TRIES - 1)
        if attempt < TRIES - 1:
            kiosk.presses(LookOverChoice.AGAIN)
            assert kiosk.sees(LookHere) == LookHere()
    kiosk.presses(LookOverChoice.CODE)
    pin = kiosk.placed("5", "JJD0007654325").pin
    kiosk.presses(Typed(pin))
    kiosk.finds_tag()
    kiosk.sees(DoorOpening)


def test_a_stranger_can_not_empty_the_way_of_the_pin(kiosk: Kiosk) -> None:
    size = LIMITS[Way.LOOK, Audience.VISITOR].size
    for _ in range(size + 1):
        kiosk.presses(HomeChoice.PICK_UP)
        for _ in range(TRIES + 1):  # the last of them is about a look that is over
            if kiosk.looking is not None:
                kiosk.camera_says(FaceRefused, FaceRefusal.STRANGER)
        kiosk.goes_back()
    assert len(attempts(kiosk)) == size
    kiosk.presses(HomeChoice.PICK_UP)
    assert kiosk.sees(EnterPin) == replace(kiosk.sees(EnterPin), face=FaceGlance.NONE, wait=0)
    kiosk.presses(Typed(kiosk.placed("5", "JJD0007654325").pin))
    kiosk.finds_tag()
    kiosk.sees(DoorOpening)


def test_there_is_a_way_without_flashes(kiosk: Kiosk) -> None:
    asked(kiosk)
    assert kiosk.sees(LookHere).flashes
    kiosk.presses(LookChoice.WITHOUT_FLASHES)
    assert not kiosk.sees(LookHere).flashes
    assert kiosk.looking is not None
    assert kiosk.looking.liveness == Liveness(turns=True, flashes=False)
    kiosk.camera_says(FaceKnown, 0)
    kiosk.sees(DoorOpening)


def test_a_site_may_do_without_them(tmp_path: Path) -> None:
    kiosk = Kiosk(
        tmp_path, file=with_faces(tmp_path, "flashes = false\none = 0.4\nmany = 0.38\nmargin = 0.1")
    )
    kiosk.lines_up()
    kiosk.placed("12")
    enrol(kiosk, PHONES[0], TEMPLATE)
    asked(kiosk)
    assert not kiosk.sees(LookHere).flashes
    assert kiosk.looking is not None
    assert kiosk.looking.liveness == Liveness(turns=True, flashes=False)
    assert kiosk.looking.thresholds == Thresholds(one=0.38, many=0.38, margin=0.1)
    kiosk.end()


def test_no_colour_reaches_the_screen_but_the_pale_ones(kiosk: Kiosk) -> None:
    asked(kiosk)
    kiosk.camera_says(FaceAsked, FaceAsk.HOLD_STILL, (255, 0, 0))
    assert kiosk.sees(LookHere).colour == ()


def test_what_is_wrong_with_the_picture_is_shown(kiosk: Kiosk) -> None:
    asked(kiosk)
    kiosk.camera_says(FaceSeen, (FaceProblem.SEVERAL,))
    assert kiosk.sees(LookHere).hints == (FaceProblem.SEVERAL,)


def test_who_types_is_not_looked_at_until_they_stop(kiosk: Kiosk) -> None:
    kiosk.presses(HomeChoice.PICK_UP)
    kiosk.touches()
    assert kiosk.looking is None
    kiosk.waits(3)
    kiosk.touches()
    kiosk.waits(3)
    assert kiosk.looking is None
    kiosk.waits(3)
    assert kiosk.looking is not None
    kiosk.camera_says(FaceAsked, FaceAsk.LOOK_AHEAD)
    kiosk.sees(LookHere)


def test_a_code_that_comes_first_goes_on(kiosk: Kiosk) -> None:
    kiosk.presses(HomeChoice.PICK_UP)
    before = kiosk.looking
    assert before is not None
    kiosk.scans(kiosk.placed("5", "JJD0007654325").token)
    kiosk.sees(DoorOpening)
    assert not kiosk.camera_on
    kiosk.house.handle(FaceKnown(before.ticket, 0))
    kiosk.sees(DoorOpening)
    assert attempts(kiosk) == []


def test_what_was_found_before_the_visitor_left_opens_nothing_for_the_next(kiosk: Kiosk) -> None:
    asked(kiosk)
    late = kiosk.looking
    assert late is not None
    kiosk.house.visits.leave(kiosk.house.visits.stage, Ending.LEFT)  # type: ignore[arg-type]  # somebody is there
    kiosk.presses(HomeChoice.PICK_UP)
    kiosk.house.handle(FaceKnown(late.ticket, 0))
    kiosk.sees(EnterPin)
    assert kiosk.told == []


def test_a_face_that_was_forgotten_meanwhile_proves_nobody(kiosk: Kiosk) -> None:
    asked(kiosk)
    kiosk.vault.faces.destroy(kiosk.vault.faces.parties())
    kiosk.camera_says(FaceKnown, 0)
    assert kiosk.sees(EnterPin).problem is PinProblem.NOT_FOUND
    assert attempts(kiosk) == [False]


def test_without_its_models_it_asks_for_the_code(kiosk: Kiosk) -> None:
    kiosk.house.handle(DeviceDown("faces", "missing"))
    kiosk.presses(HomeChoice.PICK_UP)
    assert kiosk.sees(EnterPin).face is FaceGlance.NONE
    assert kiosk.looking is None


def test_each_use_begins_the_term_anew(kiosk: Kiosk) -> None:
    kiosk.clock.advance(86_400)
    asked(kiosk)
    kiosk.camera_says(FaceKnown, 0)
    assert kiosk.vault.faces.unused_for(timedelta(), CertainTime(kiosk.clock.now())) == ()


# --- with something else ----------------------------------------------------------------------------


def asking(kiosk: Kiosk, rule: Rule) -> None:
    """From now on this is what has to be shown before a door opens."""
    services = {name: replace(one, proof=Proof(collect=rule)) for name, one in kiosk.site.services.items()}
    kiosk.house.site = replace(kiosk.site, services=services)


def test_a_service_that_wants_more_gets_it(kiosk: Kiosk) -> None:
    asking(kiosk, Rule(frozenset({Kind.PIN, Kind.FACE}), factors=2))
    asked(kiosk)
    kiosk.camera_says(FaceKnown, 0)
    kiosk.sees(NextPin)
    assert kiosk.told == []


def test_after_a_code_it_is_that_persons_face_and_no_others(kiosk: Kiosk) -> None:
    enrol(kiosk, PHONES[1], OTHER)
    asking(kiosk, Rule(frozenset({Kind.PIN, Kind.FACE}), factors=2))
    kiosk.presses(HomeChoice.PICK_UP)
    kiosk.presses(Typed(kiosk.placed("5", "JJD0007654325", PHONES[1]).pin))
    kiosk.finds_tag()
    kiosk.sees(LookHere)
    assert kiosk.looking is not None
    assert kiosk.looking.templates == (OTHER,)
    assert kiosk.looking.thresholds == Thresholds(0.45, 0.42, 0.06)
    kiosk.camera_says(FaceKnown, 0)
    assert kiosk.sees(DoorOpening).label in {"3", "5"}


def test_whose_face_can_not_be_seen_now_is_told_at_once(kiosk: Kiosk) -> None:
    enrol(kiosk, PHONES[1], OTHER)
    asking(kiosk, Rule(frozenset({Kind.PIN, Kind.FACE}), factors=2))
    kiosk.presses(HomeChoice.PICK_UP)
    kiosk.house.handle(DeviceDown("faces", "gone"))
    kiosk.presses(Typed(kiosk.placed("5", "JJD0007654325", PHONES[1]).pin))
    kiosk.finds_tag()
    kiosk.sees(LookHere)
    kiosk.waits(0.1)
    assert kiosk.sees(LookOver) == LookOver(FaceRefusal.UNAVAILABLE, again=False)
    kiosk.presses(LookOverChoice.CODE)
    assert kiosk.sees(Sorry).kind is SorryKind.MORE_PROOF


# --- around it --------------------------------------------------------------------------------------


def test_a_camera_that_is_lost_in_the_middle_takes_its_colour_and_its_question_along(kiosk: Kiosk) -> None:
    asked(kiosk)
    kiosk.camera_says(FaceAsked, FaceAsk.HOLD_STILL, PASTELS[1])
    turn = kiosk.scene.turn
    kiosk.house.handle(DeviceDown("camera", "the vision process ended"))
    assert kiosk.sees(LookHere) == LookHere()
    kiosk.house.handle(DeviceUp("camera"))
    kiosk.camera_says(FaceAsked, FaceAsk.TURN_LEFT)
    assert kiosk.sees(LookHere).asked is FaceAsk.TURN_LEFT
    assert kiosk.scene.turn == turn
    kiosk.camera_says(FaceKnown, 0)
    kiosk.sees(DoorOpening)


def test_help_to_hold_a_code_comes_and_goes_on_the_same_question(kiosk: Kiosk) -> None:
    kiosk.presses(HomeChoice.PICK_UP)
    kiosk.presses(PinChoice.SCAN)
    turn = kiosk.scene.turn
    kiosk.house.handle(ScanHelp("camera", ScanHint.CLOSER))
    assert kiosk.sees(ScanCode).hint is ScanHint.CLOSER
    kiosk.house.handle(ScanHelp("camera", None))
    assert kiosk.sees(ScanCode).hint is None
    assert kiosk.scene.turn == turn
    kiosk.presses(BackChoice.BACK)
    kiosk.house.handle(ScanHelp("camera", ScanHint.CLOSER))
    kiosk.sees(EnterPin)
