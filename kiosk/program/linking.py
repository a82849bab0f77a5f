"""The orders about the link, as a running kiosk carries them out."""

from __future__ import annotations

from kiosk.control.pending import Reply
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

    def enrol(self, order: EnrolLink, reply: Reply, _mandate: Mandate) -> None:
        """Raises OrderRefused where the code is none that counts here."""
        try:
            begun = self._link.enrol(order.code, self._desk.epoch)
        except CodeUnusable as refusal:
            raise OrderRefused(str(refusal)) from None
        reply({"ok": True, "digits": begun.digits, "hub": begun.hub})

    def show(self, _order: ShowLink, reply: Reply, _mandate: Mandate) -> None:
        reply({"ok": True, **self._link.standing().plain()})
