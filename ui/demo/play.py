"""The visits that the demo plays without a display: a courier's drop-off and a recipient's pick-up."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from kiosk.custody.services.verbs import Verb, beginning_with
from kiosk.custody.spaces.terms import costs_nothing
from kiosk.custody.things.services import PinScheme
from kiosk.site.whole import Site
from ui.demo.cast import Actor, Cast
from ui.demo.processes import Kiosk, Simulation

LONGER_THAN_A_MISTAKE: Final = 0.6
"""Seconds beyond `quick_close`: a door that is closed sooner makes the kiosk ask."""


class Play:
    """Moves the real window and the simulated hands, tells each step, and photographs each screen."""

    def __init__(
        self, file: Site, site: Simulation, kiosk: Kiosk, pictures: Path, tell: Callable[[str], None]
    ) -> None:
        self._file = file
        self._site = site
        self._kiosk = kiosk
        self._pictures = pictures
        self._tell = tell
        self._taken = 0

    def run(self, cast: Cast) -> None:
        self._see("Home")
        self._courier(cast)
        self._recipient(cast.coming[0])
        if self._rents:
            self._tenant()
        for person in cast.borrowers:
            self._borrower(person, cast.lent[-1].service)

    def _tenant(self) -> None:
        """Somebody rents a space and pays by card, where that is on offer."""
        words = "Store"
        self._tell(f"Somebody touches “{words}”, picks a size and pays by card.")
        self._press(words, "Home")
        shown = self._see("ChooseSpace")
        size = next(each for each in shown["fields"]["sizes"] if each["free"])
        self._press(size["name"], "ChooseSpace")
        self._see("SpaceCode")
        self._press("Pay", "SpaceCode")
        self._see("TermsAndPrice")
        self._press("Pay", "TermsAndPrice")
        self._see("PayWaiting", fields={"step": "show_card"})
        label = self._see("PutThings")["fields"]["label"]
        self._tell(f"Door {label} opens. They put a bag in and close the door.")
        self._site.act(f"put {label} BAG", {"compartment": label})
        time.sleep(self._file.timers.quick_close + LONGER_THAN_A_MISTAKE)
        self._close(label)
        self._see("MySpace")
        self._press("Done", "MySpace")
        self._see("Home")
        self._tell(f"The space behind door {label} is theirs for now.")

    @property
    def pictures(self) -> int:
        return self._taken

    # --- the courier ---

    def _courier(self, cast: Cast) -> None:
        self._tell("Kim, the courier, touches “Courier or staff”.")
        self._press("Courier or staff", "Home")
        self._see("EnterPin")
        self._sign_in(cast.courier)
        for number, person in enumerate(cast.coming, 1):
            self._drop_off(person, number)
        self._tell("Kim is done.")
        self._press("I am done", "ScanParcel")
        self._see("CourierSummary")
        if self._file.printer is not None:
            self._tell("Kim takes a receipt along.")
            self._press("Print a receipt", "CourierSummary")
            self._see("CourierSummary", fields={"receipt": "printed"})
        self._press("Finish the round", "CourierSummary")
        self._see("Home")

    def _sign_in(self, courier: Actor) -> None:
        if self._file.camera is not None:
            self._press("Scan the code instead", "DigitsActs")
            self._see("ScanCode")
            self._tell("Kim holds the badge before the camera.")
            self._site.act(f"show {courier.token} qr", {"shown": courier.token})
        elif self._file.scanner is not None:
            self._tell("Kim holds the badge before the scanner.")
            self._site.act(f"scan {courier.token}", {"scanned": courier.token})
        else:
            self._tell("Kim types a PIN.")
            self._type(courier.pin)
        self._see("ScanParcel")
        self._site.say("hide")

    def _drop_off(self, person: Actor, number: int) -> None:
        self._hold_label(person)
        shown = self._see("DoorOpening", "ChooseSize", "PutParcel")
        if shown["screen"] == "ChooseSize":
            size = next(each["name"] for each in shown["fields"]["sizes"] if each["free"])
            self._tell(f"Its size was not announced; Kim chooses {size}.")
            self._press(size)
            shown = self._see("DoorOpening", "PutParcel")
        if shown["screen"] == "DoorOpening":
            shown = self._see("PutParcel")
        label = shown["fields"]["label"]
        self._tell(f"Door {label} opens. Kim puts the parcel in and closes the door.")
        self._site.act(f"put {label} {person.tracking}", {"compartment": label})
        self._close(label)
        self._see("ScanParcel", fields={"delivered": number})

    def _hold_label(self, person: Actor) -> None:
        """The first way that the site has; the second parcel shows the other one."""
        camera, scanner = self._file.camera is not None, self._file.scanner is not None
        if camera and (person.size or not scanner):
            self._tell(f"Kim holds the parcel {person.tracking} before the camera.")
            self._site.act(f"show {person.tracking} code128", {"shown": person.tracking})
        elif scanner:
            self._tell(f"Kim scans the parcel {person.tracking}.")
            self._site.act(f"scan {person.tracking}", {"scanned": person.tracking})
        else:
            self._tell(f"Kim types what the label of {person.tracking} says.")
            self._press("Type a label", "ScanParcel")
            self._see("TypeLabel")
            self._type(person.tracking, on="Keyboard")

    # --- the recipient ---

    def _recipient(self, person: Actor) -> None:
        self._tell(f"{person.name} touches “Pick up” and types the PIN.")
        self._press("Pick up", "Home")
        self._see("EnterPin")
        self._type(person.pin)
        if self._pin_scheme is PinScheme.SIX_AND_PHONE:
            self._see("EnterPhoneEnd")
            self._type(person.phone[-4:])
        shown = self._see("DoorOpening", "TakeParcel")
        if shown["screen"] == "DoorOpening":
            shown = self._see("TakeParcel")
        label = shown["fields"]["label"]
        self._tell(f"Door {label} opens. {person.name} takes the parcel and closes the door.")
        self._site.act(f"take {label}", {"compartment": label, "holds": []})
        time.sleep(self._file.timers.quick_close + LONGER_THAN_A_MISTAKE)
        self._close(label)
        self._see("ThankYou")
        self._press("Done", "ThankYou")
        self._see("Home")
        self._tell(f"{person.name} has the parcel.")

    # --- a borrower ---

    def _borrower(self, person: Actor, service: str) -> None:
        """Takes one, says that it is all right, and brings it back."""
        self._tell(f"{person.name} touches “Borrow” and shows the QR code.")
        self._come_to_borrow(person, service)
        self._press("Take one", "PoolPage")
        shown = self._see("NextPin", "DoorOpening", "TakeParcel")
        if shown["screen"] == "NextPin":
            self._tell("A second proof is wanted: the PIN.")
            self._type(person.pin)
        label = self._see("TakeParcel")["fields"]["label"]
        self._tell(f"Door {label} opens. {person.name} takes it out and closes the door.")
        self._site.act(f"take {label}", {"compartment": label, "holds": []})
        time.sleep(self._file.timers.quick_close + LONGER_THAN_A_MISTAKE)
        self._close(label)
        self._say_that_it_is_right()
        self._see("TakenAlong")
        self._press("Done", "TakenAlong")
        self._see("Home")
        self._tell(f"{person.name} has it.")

    def _come_to_borrow(self, person: Actor, service: str) -> None:
        self._press("Borrow", "Home")
        shown = self._see("ChooseService", "EnterPin")
        if shown["screen"] == "ChooseService":
            self._kiosk.ask(press=self._name_of(service), of="ChooseService")
            self._see("EnterPin")
        self._site.act(f"scan {person.token}", {"scanned": person.token})
        self._see("PoolPage")

    def _name_of(self, service: str) -> str:
        """What the screen calls it, in the language that is spoken first."""
        rules = self._file.services[service].rules
        texts = {one.language: one.name for one in rules.texts} if rules is not None else {}
        return texts.get(self._file.languages[0], service)

    def _say_that_it_is_right(self) -> None:
        if self._see("IsItRight", "TakenAlong")["screen"] == "IsItRight":
            self._press("Yes, all is right", "IsItRight")

    @property
    def _pin_scheme(self) -> PinScheme:
        return next(iter(self._file.services.values())).pin

    @property
    def _rents(self) -> bool:
        """Whether a space is rented here for money, and paid at a terminal that is simulated."""
        services = beginning_with(self._file.services.values(), Verb.STORE)
        paid = [one for one in services if one.rules is not None and not costs_nothing(one.rules)]
        return len(services) == len(paid) == 1 and bool(self._file.terminals)

    # --- fingers and eyes ---

    def _type(self, text: str, on: str = "Keypad") -> None:
        for sign in text:
            self._press(sign)
        self._press("Next", on)

    def _press(self, words: str, of: str | None = None) -> None:
        self._kiosk.ask(press=words, **({"of": of} if of else {}))

    def _close(self, label: str) -> None:
        self._site.act(f"close {label}", {"door": label, "state": "closed"})

    def _see(self, *screens: str, fields: dict[str, object] | None = None) -> dict[str, Any]:
        """Wait for one of these screens to stand still; its picture is taken."""
        shown = self._kiosk.ask(**{"await": screens, "fields": fields or {}})
        self._taken += 1
        self._kiosk.ask(picture=str(self._pictures / f"{self._taken:02}-{shown['screen']}.png"))
        return shown
