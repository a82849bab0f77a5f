"""What every page has in common: who asks, what a form must carry, and that a look is written down."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import parse_qs

import psycopg
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kiosk.hub.database import Database
from kiosk.hub.keys.client import SignerClient, SignerGone
from kiosk.hub.line.asking import TurnedDown, read_body
from kiosk.hub.pages.rendering import HEADERS, page
from kiosk.hub.people.sessions import SignedIn, session_of
from kiosk.hub.settings import Hub

COOKIE: Final = "cubby_session"
_MOST_FORM: Final = 64 << 10


@dataclass(frozen=True, slots=True)
class Asking:
    """One request of a person who has signed in. `form`: what was posted, the first value of each field."""

    request: Request
    session: SignedIn
    form: Mapping[str, str]
    now: datetime

    def part(self, name: str) -> str:
        """A part of the path."""
        return str(self.request.path_params[name])

    def said(self, name: str) -> str:
        """A value of the address, trimmed, and without what no database takes."""
        return self.request.query_params.get(name, "").strip().replace("\0", "")[:200]


Handler = Callable[[Asking], Awaitable[Response]]


class FrontDesk:
    """Lets people through to pages; each page is a function of an `Asking`."""

    def __init__(
        self, database: Database, hub: Hub, signer: SignerClient, clock: Callable[[], datetime]
    ) -> None:
        self.database = database
        self.hub = hub
        self.signer = signer
        self._clock = clock

    @property
    def now(self) -> datetime:
        return self._clock().astimezone(UTC)

    @property
    def seconds(self) -> int:
        return int(self.now.timestamp())

    def route(self, method: str, path: str, handler: Handler) -> Route:
        """A page for people who have signed in, with all proofs."""

        async def guarded(request: Request) -> Response:
            try:
                return await self._through(request, handler)
            except TurnedDown as refusal:
                return self.sorry(refusal.status, str(refusal))
            except (psycopg.OperationalError, SignerGone):
                return self.sorry(
                    503, "The hub can't reach its own parts just now. Please try again in a minute."
                )

        return Route(path, guarded, methods=[method])

    async def _through(self, request: Request, handler: Handler) -> Response:
        session = await session_of(self.database, request.cookies.get(COOKIE, ""))
        if session is None:
            return see("/sign-in")
        if not session.full:
            return see("/first")
        form = await form_of(request) if request.method == "POST" else {}
        if request.method == "POST" and not is_ours(session, form):
            raise TurnedDown(403, "This form is too old. Go back, load the page again, and repeat it.")
        return await handler(Asking(request, session, form, self.now))

    def sorry(self, status: int, why: str) -> Response:
        """A page with a sentence."""
        return page("sorry", status, why=why, session=None, hub=self.hub)

    async def looked(self, asking: Asking, what: str, kiosk: str, about: str = "") -> None:
        """Write down who looked at what names or concerns a recipient."""
        async with self.database.transaction() as connection:
            await connection.execute(
                "INSERT INTO looks (by, what, kiosk, about) VALUES (%s, %s, %s, %s)",
                [asking.session.name, what, kiosk, about],
            )

    def show(self, asking: Asking, name: str, /, **values: Any) -> Response:  # noqa: ANN401  what a template asks for
        """A page of somebody who has signed in."""
        return page(name, session=asking.session, hub=self.hub, now=asking.now, **values)


async def form_of(request: Request) -> dict[str, str]:
    """What was posted. Raises TurnedDown."""
    body = await read_body(request, _MOST_FORM)
    found = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=100)
    return {name: values[0].strip().replace("\0", "") for name, values in found.items()}


def is_ours(session: SignedIn, form: Mapping[str, str]) -> bool:
    """Whether a form came from a page that this session was shown."""
    return hmac.compare_digest(session.csrf.encode(), form.get("csrf", "").encode())


def see(path: str) -> Response:
    """Go there, by GET."""
    return RedirectResponse(path, 303, HEADERS)
