"""Being known by one's face: offered once, explained before anything is seen, taken back at any time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kiosk.access.consent import VERSION
from kiosk.access.credentials import Proved
from kiosk.custody.doors.events import VisitBegan
from kiosk.custody.proofs.events import CredentialTried, FaceChoiceMade
from kiosk.custody.words import Audience, Kind, Way
from kiosk.journeys.desk import Settings
from kiosk.journeys.faces.effects import FaceNotTaken, FaceStanding, FaceTaken
from kiosk.journeys.faces.screens import ConsentChoice, FaceConsent, FaceEnrol, FaceNote, FaceWord
from kiosk.journeys.front.reception import _serve
from kiosk.journeys.front.screens import Sorry, SorryKind
from kiosk.journeys.handover.screens import TakeParcel, ThanksChoice, ThankYou
from kiosk.journeys.screen import BackChoice, OkChoice
from tests.journeys.moment import VISIT
from tests.journeys.scenes.scenes import RECIPIENT, cabinet, ledger, lying, scene, staff
from tests.journeys.steps import Visit

ON = Settings(camera=True, face_days=365)
WHO = Proved(RECIPIENT, Audience.VISITOR)


def proven(
    face: FaceStanding = FaceStanding.MAY_BE_ASKED,
    *,
    settings: Settings = ON,
    kind: Kind = Kind.PIN,
    parcel: bool = True,
) -> Visit:
    """A recipient who has just shown a credential."""
    home = scene("faces", ledger(*staff(), *(lying("p1", "1") if parcel else ())), cabinet("S"), settings)
    began = (
        VisitBegan("collect", "pier"),
        CredentialTried(Way.TYPE, Audience.VISITOR, RECIPIENT, kinds=(kind,)),
    )
    book = ledger(*began, visit=VISIT, onto=home.ledger)
    here = replace(home, journey=lambda desk: _serve(desk, WHO), ledger=book, begun=True)
    return Visit(here, face=face)


def test_it_is_explained_agreed_to_and_done_before_the_door_opens() -> None:
    here = proven()
    here.sees(FaceConsent, part=1, keep_days=365)
    assert ConsentChoice.YES not in here.offers
    here.presses(ConsentChoice.MORE)
    here.sees(FaceConsent, part=2)
    here.presses(ConsentChoice.YES)
    assert here.said(FaceChoiceMade) == [FaceChoiceMade(RECIPIENT, VERSION, agreed=True)]
    here.sees(FaceEnrol, have=0)
    here.hears(FaceTaken())
    here.sees(FaceNote, word=FaceWord.KEPT)
    assert here.opened == []
    here.presses(OkChoice.OK)
    here.sees(TakeParcel, label="1")


@pytest.mark.parametrize("page", [1, 2])
def test_who_declines_gets_the_parcel_at_once_and_the_journal_has_the_no(page: int) -> None:
    here = proven()
    if page == 2:
        here.presses(ConsentChoice.MORE)
    here.presses(ConsentChoice.NO)
    assert here.said(FaceChoiceMade) == [FaceChoiceMade(RECIPIENT, VERSION, agreed=False)]
    here.sees(TakeParcel)


def test_back_leads_to_the_first_page_and_from_there_to_the_parcel() -> None:
    here = proven()
    here.presses(ConsentChoice.MORE)
    here.presses(BackChoice.BACK)
    here.sees(FaceConsent, part=1)
    here.presses(BackChoice.BACK)
    assert here.said(FaceChoiceMade) == [FaceChoiceMade(RECIPIENT, VERSION, agreed=False)]
    here.sees(TakeParcel)


def test_who_cancels_in_the_middle_has_nothing_kept_and_gets_the_parcel() -> None:
    here = proven()
    here.presses(ConsentChoice.MORE)
    here.presses(ConsentChoice.YES)
    here.presses(BackChoice.BACK)
    here.sees(TakeParcel)


def test_where_nothing_comes_of_it_that_is_said_and_the_door_opens_all_the_same() -> None:
    endings: list[Callable[[Visit], object]] = [
        lambda here: here.hears(FaceNotTaken()),
        lambda here: here.waits(),
    ]
    for ends in endings:
        here = proven()
        here.presses(ConsentChoice.MORE)
        here.presses(ConsentChoice.YES)
        ends(here)
        here.sees(FaceNote, word=FaceWord.NOT_KEPT)
        here.waits()
        here.sees(TakeParcel)


@pytest.mark.parametrize("standing", [s for s in FaceStanding if s is not FaceStanding.MAY_BE_ASKED])
def test_nobody_is_asked_who_was_asked_or_is_known_already(standing: FaceStanding) -> None:
    proven(standing).sees(TakeParcel)


def test_nobody_is_asked_where_the_site_knows_no_faces() -> None:
    proven(settings=Settings(camera=True)).sees(TakeParcel)


@pytest.mark.parametrize("kind", [Kind.FACE, Kind.DELEGATION, Kind.BADGE])
def test_only_a_code_of_ones_own_leads_there(kind: Kind) -> None:
    proven(kind=kind).sees(TakeParcel)


def test_nobody_is_asked_who_has_nothing_here() -> None:
    proven(parcel=False).sees(Sorry, kind=SorryKind.NOTHING_WAITING)


def test_whose_face_is_kept_may_have_it_forgotten_at_the_end() -> None:
    here = proven(FaceStanding.KEPT)
    here.closes("1")
    here.sees(ThankYou, face=True)
    here.presses(ThanksChoice.FORGET_FACE)
    here.sees(FaceNote, word=FaceWord.FORGOTTEN)
    here.presses(OkChoice.OK)
    here.sees(ThankYou, face=False)
    assert ThanksChoice.FORGET_FACE not in here.offers
