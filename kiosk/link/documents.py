"""The hub's signed documents: looked for, checked, and handed to the kiosk, which keeps their versions."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus

from kiosk.link.caller import NotTheHub
from kiosk.link.desk import LinkDesk, OurHub
from kiosk.link.greeting import HubSession, Turned, verify
from kiosk.link.reach import Reach
from kiosk.wire import jws, names
from kiosk.wire.statement import (
    DOCUMENT_TYPE,
    DOCUMENTS,
    STEP_UP,
    STEP_UP_TYPE,
    read_document,
    read_step_up,
)


def look(session: HubSession, enrolment: OurHub, reach: Reach) -> None:
    """Take each document that has changed. Raises HubSilent, LinkOver."""
    versions = reach.call(lambda desk: desk.known().versions)
    for name in DOCUMENTS:
        has = versions.get(name)
        headers = {} if has is None else {"If-None-Match": f'"{has}"'}
        reply = session.ask("GET", names.document(enrolment.kiosk, name), headers=headers)
        if reply.status in (HTTPStatus.NOT_FOUND, HTTPStatus.NOT_MODIFIED):
            continue
        if reply.status != HTTPStatus.OK:
            raise Turned(reply)
        said = jws.read(session.content(reply), DOCUMENT_TYPE, session.keys, verify)
        document = read_document(said.content) if said else None
        wanted = (enrolment.kiosk, enrolment.hub, name)
        if document is None or (document.aud, document.hub, document.name) != wanted:
            raise NotTheHub(f"the document {name} does not bear our hub's signature")
        reach.call(partial(LinkDesk.take_document, document=document))


def step_up(session: HubSession, enrolment: OurHub, reach: Reach, inc: int) -> bool:
    """Whether a person has vouched for this incarnation of the hub; if so, its orders count from now on.

    Raises HubSilent, LinkOver.
    """
    reply = session.ask("GET", names.document(enrolment.kiosk, STEP_UP))
    if reply.status != HTTPStatus.OK:
        return False
    said = jws.read(session.content(reply), STEP_UP_TYPE, session.keys, verify)
    found = read_step_up(said.content) if said else None
    if found is None or (found.aud, found.hub, found.inc) != (enrolment.kiosk, enrolment.hub, inc):
        return False
    reach.call(lambda desk: desk.step_up(inc))
    return True
