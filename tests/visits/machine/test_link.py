"""The page of the link: how it is, and a scanned code that makes the machine known to its operator."""

from __future__ import annotations

from hardware.outcomes.reading import CodeRead, Symbology
from kiosk.custody.link.words import EnrolmentWord, LinkWord
from kiosk.journeys.front.screens import Home
from kiosk.journeys.machine.screens import LinkPage, MachineChoice, MachineMenu
from kiosk.journeys.machine.seen import LinkSeen
from kiosk.journeys.screen import BackChoice, OkChoice
from kiosk.journeys.work.screens import WorkshopChoice
from kiosk.visits.machine.link import LinkMoved
from tests.visits.machine.test_checks import goes_to
from tests.visits.rig import Kiosk

CODE = "CUBBY1 https://hub.example"


def to_the_page(kiosk: Kiosk) -> None:
    goes_to(kiosk, WorkshopChoice.MACHINE)
    kiosk.presses(MachineChoice.LINK)


def test_a_scanned_code_shows_six_digits_until_the_hub_has_approved(kiosk: Kiosk) -> None:
    to_the_page(kiosk)
    assert kiosk.sees(LinkPage).seen.word is LinkWord.NONE
    kiosk.link.now = LinkSeen(LinkWord.NONE, EnrolmentWord.ASKING, digits="482913")
    kiosk.house.handle(CodeRead(CODE, Symbology.QR, "scanner"))
    assert kiosk.link.codes == [CODE]
    assert kiosk.sees(LinkPage).seen.digits == "482913"
    kiosk.link.now = LinkSeen(LinkWord.UP, EnrolmentWord.DONE, "https://hub.example")
    kiosk.house.handle(LinkMoved())
    assert kiosk.sees(LinkPage).seen.word is LinkWord.UP
    kiosk.presses(BackChoice.BACK)
    kiosk.sees(MachineMenu)


def test_the_page_is_looked_at_afresh_and_follows_the_link(kiosk: Kiosk) -> None:
    to_the_page(kiosk)
    kiosk.link.now = LinkSeen(LinkWord.UNREACHABLE, hub="https://hub.example", waiting=3)
    kiosk.presses(OkChoice.OK)
    assert kiosk.sees(LinkPage).seen.waiting == 3
    kiosk.link.now = LinkSeen(LinkWord.FROZEN)
    kiosk.house.handle(LinkMoved())
    assert kiosk.sees(LinkPage).seen.word is LinkWord.FROZEN


def test_nobody_else_sees_anything_of_it(kiosk: Kiosk) -> None:
    kiosk.house.handle(LinkMoved())
    kiosk.sees(Home)
