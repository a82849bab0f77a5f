"""The orders about the link, as a running kiosk carries them out."""

from __future__ import annotations

from dataclasses import replace

from kiosk.control.pending import Reply
from kiosk.journeys.machine.seen import LinkSeen
from kiosk.link.desk import LinkDesk
from kiosk.link.enrolment import CodeUnusable
from kiosk.link.link import HubLink
from kiosk.orders.link import EnrolLink, ShowLink
from kiosk.orders.mandate import Mandate
from kiosk.orders.refusal import OrderRefused


class Linking:
    """Belongs to the kiosk's thread."""

    def __init__(self, link: HubLink, desk: LinkDesk) -> None:
        self._link = link
        self._desk = desk

    def obey(self, order: EnrolLink, reply: Reply, _mandate: Mandate) -> None:
        """Raises OrderRefused where the code is none that counts here."""
        try:
            begun = self._link.enrol(order.code, self._desk.epoch)
        except CodeUnusable as refusal:
            raise OrderRefused(str(refusal)) from None
        reply({"ok": True, "digits": begun.digits, "hub": begun.hub})

    def show(self, _order: ShowLink, reply: Reply, _mandate: Mandate) -> None:
        reply({"ok": True, **self._link.standing().plain()})

    def seen(self) -> LinkSeen:
        """As a technician's page shows it."""
        standing = self._link.standing()
        begun = standing.enrolment
        hub = standing.hub or begun.hub
        return LinkSeen(standing.word, begun.word, hub, standing.waiting, begun.digits)

    def enrol(self, text: str) -> LinkSeen:
        """The same, once the code in what was scanned has begun an enrolment."""
        try:
            self._link.enrol(text, self._desk.epoch)
        except CodeUnusable:
            return replace(self.seen(), odd=True)
        return self.seen()
