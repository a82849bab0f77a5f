"""The way down: orders by long poll, each handed to the kiosk and answered before the next."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from typing import Any, assert_never

from kiosk.custody.link.words import LinkWord
from kiosk.custody.words import OrderOutcome
from kiosk.link import documents
from kiosk.link.budget import Habits
from kiosk.link.bulletin import Bulletin
from kiosk.link.caller import NotTheHub, SomethingBetween
from kiosk.link.desk import LinkDesk, OurHub
from kiosk.link.greeting import Greeted, HubSession, Turned
from kiosk.link.mandates import Foreign, Good, Odd, read
from kiosk.link.reach import Reach
from kiosk.wire import names

log = logging.getLogger(__name__)

_MOST_AT_ONCE = 500


class Downward:
    """Belongs to one thread, as the session does."""

    def __init__(
        self, session: HubSession, enrolment: OurHub, reach: Reach, habits: Habits, bulletin: Bulletin
    ) -> None:
        self._session = session
        self._enrolment = enrolment
        self._reach = reach
        self._habits = habits
        self._bulletin = bulletin

    def round(self, after: int) -> int | None:
        """Ask for orders behind number `after`, and see to them; the number of the last that was seen to.

        None where none of them counts: the hub came back from a backup, and nobody has vouched for it.
        Raises HubSilent, LinkOver.
        """
        greeted = self._session.greet()
        if greeted.hello.inc != self._enrolment.inc:
            if documents.step_up(self._session, self._enrolment, self._reach, greeted.hello.inc):
                return 0
            self._bulletin.down(LinkWord.RESTORED)
            return None
        wait = self._habits.wait
        path, query = names.orders(self._enrolment.kiosk), f"after={after}&wait={wait}"
        reply = self._session.ask("GET", path, query, seconds=wait + 30.0)
        if reply.status == HTTPStatus.CONFLICT:
            self._freeze(self._session.content(reply))
        if reply.status != HTTPStatus.OK:
            raise Turned(reply)
        orders = self._session.content(reply).get("orders")
        if not isinstance(orders, list) or len(orders) > _MOST_AT_ONCE:
            raise SomethingBetween("the reply holds no orders")
        return self._see_to(orders, after, greeted)

    def _freeze(self, content: Mapping[str, Any]) -> None:
        """The hub holds orders back from a name under which two have written."""
        if type(content.get("fork")) is int:
            self._reach.call(partial(LinkDesk.freeze, seq=content["fork"]))

    def _see_to(self, orders: list[object], after: int, greeted: Greeted) -> int:
        found = [read(one, self._session.keys, self._enrolment, greeted) for one in orders]
        good = sorted((one for one in found if not isinstance(one, Foreign)), key=_number)
        if found and not good:
            raise NotTheHub("its orders do not bear our hub's signature")
        if len(good) < len(found):
            log.warning("link: %d orders are not signed by our hub", len(found) - len(good))
        self._bulletin.down(LinkWord.UP)
        for one in good:
            if one.mandate.number <= after:
                continue
            match one:
                case Good(order, mandate):
                    if self._reach.give(order, mandate) is None:
                        return after  # under way: asked for again, it gets its first answer
                case Odd(said, mandate, why):
                    plain = {**said.args, "order": said.act}
                    refuse = partial(
                        LinkDesk.refuse, mandate=mandate, order=plain, why=why, outcome=OrderOutcome.REFUSED
                    )
                    self._reach.call(refuse)
                case _:
                    assert_never(one)
            after = one.mandate.number
        return after


def _number(one: Good | Odd) -> int:
    return one.mandate.number
