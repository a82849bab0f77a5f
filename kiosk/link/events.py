"""The way up: rows of the journal, then what is sealed, the state, and a look at the hub's documents."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Final

from kiosk.custody.link.words import LinkWord
from kiosk.journal.reading import Slice
from kiosk.link import documents
from kiosk.link.budget import Budget, Habits, Traffic
from kiosk.link.bulletin import Bulletin
from kiosk.link.caller import HubSilent
from kiosk.link.desk import LinkDesk, OurHub
from kiosk.link.greeting import HubSession, Turned, packed, zipped
from kiosk.link.reach import Reach
from kiosk.link.rows import Forked, GoOn, Next, after
from kiosk.wire import names
from kiosk.wire.batch import Answered, FirstLine, NotABatch, read_answer, write_batch

log = logging.getLogger(__name__)

_TURNS: Final = 4
"""How often a hub may send us elsewhere in a row before it contradicts itself."""


class Contradicts(HubSilent):
    """The hub answers what can't be."""


class Upward:
    """Belongs to one thread, as the session does. `seconds` until the next round come back from `round`."""

    def __init__(
        self,
        session: HubSession,
        enrolment: OurHub,
        reach: Reach,
        habits: Habits,
        budget: Budget,
        bulletin: Bulletin,
        monotonic: Callable[[], float],
    ) -> None:
        self._session = session
        self._enrolment = enrolment
        self._reach = reach
        self._habits = habits
        self._budget = budget
        self._bulletin = bulletin
        self._monotonic = monotonic
        self._rows = habits.rows
        self._state_due = monotonic()
        self._documents_due = monotonic()

    def round(self, after_row: int) -> int | None:
        """Send what there is. The last row that the hub has; None where the kiosk is frozen.

        Raises HubSilent, LinkOver.
        """
        self._session.greet()
        at = self._send_rows(after_row)
        if at is None:
            return None
        self._bulletin.up(LinkWord.UP)
        self._send_items()
        now = self._monotonic()
        if now >= self._state_due and self._budget.allows(Traffic.STATE):
            self._put_state()
            self._state_due = now + self._habits.state_every
        if now >= self._documents_due and self._budget.allows(Traffic.DOCUMENTS):
            documents.look(self._session, self._enrolment, self._reach)
            self._reach.call(LinkDesk.erase_old_items)
            self._documents_due = now + self._habits.documents_every
        return at

    @property
    def next_in(self) -> float:
        """Seconds until there is something to do even if nothing happens."""
        due = min(self._state_due, self._documents_due)
        return max(1.0, due - self._monotonic())

    # --- rows -------------------------------------------------------------------------------------

    def _send_rows(self, at: int) -> int | None:
        turns = 0
        while (part := self._slice(at)) is not None:
            answer = self._post(part)
            if answer is None:
                continue
            found = self._settled(answer)
            if isinstance(found, Forked):
                log.critical("link: row %d is another one at the hub: frozen", found.seq)
                self._reach.call(partial(LinkDesk.freeze, seq=found.seq))
                return None
            turns = 0 if found.acked and found.after > at else turns + 1
            if turns >= _TURNS:
                raise Contradicts("the hub sends us back and forth")
            at = found.after
        return at

    def _slice(self, at: int) -> Slice | None:
        most = self._rows

        def read(desk: LinkDesk) -> Slice | None:
            self._bulletin.waiting(desk.head - at)
            return desk.slice(at, most)

        return self._reach.call(read)

    def _post(self, part: Slice) -> Answered | None:
        """The hub's answer; None where fewer rows have to be sent."""
        line = FirstLine(self._enrolment.hub, part.epoch, part.first, part.before.hex())
        headers = {"Content-Type": names.ROWS_TYPE, "Content-Encoding": names.GZIP}
        body = zipped(write_batch(line, part.rows))
        reply = self._session.ask("POST", names.events(self._enrolment.kiosk), "", body, headers=headers)
        if reply.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE and len(part.rows) > 1:
            self._rows = max(1, len(part.rows) // 2)
            return None
        if reply.status not in (HTTPStatus.OK, HTTPStatus.CONFLICT):
            raise Turned(reply)
        try:
            return read_answer(reply.body)
        except NotABatch as odd:
            raise Contradicts(str(odd)) from None

    def _settled(self, answer: Answered) -> Next:
        """Where to go on, and what the hub has is kept."""
        least = self._enrolment.epoch

        def settle(desk: LinkDesk) -> Next:
            found = after(answer, desk)
            if isinstance(found, GoOn):
                found = GoOn(max(found.after, desk.first_of(least) - 1), found.acked)
                desk.acked(found.after)
            return found

        return self._reach.call(settle)

    # --- the rest ---------------------------------------------------------------------------------

    def _send_items(self) -> None:
        while items := self._reach.call(LinkDesk.items):
            body = packed({"items": [item.content() for item in items]})
            path = names.sealed(self._enrolment.kiosk)
            reply = self._session.ask("POST", path, "", body, headers={"Content-Type": names.JSON_TYPE})
            if reply.status != HTTPStatus.OK:
                raise Turned(reply)
            ids = [item.id for item in items]
            self._reach.call(partial(LinkDesk.ack_items, ids=ids))

    def _put_state(self) -> None:
        body = packed(self._reach.call(LinkDesk.state))
        path = names.state(self._enrolment.kiosk)
        headers = {"Content-Type": names.JSON_TYPE, "Content-Encoding": names.GZIP}
        reply = self._session.ask("PUT", path, "", zipped(body), headers=headers)
        if reply.status not in (HTTPStatus.OK, HTTPStatus.NO_CONTENT):
            raise Turned(reply)
