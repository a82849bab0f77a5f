"""The line's routes: what is in `kiosk.wire`, answered."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

import psycopg
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kiosk.hub.keys.client import SignerClient, SignerGone, SignerRefused
from kiosk.hub.line import enrolling, ingest
from kiosk.hub.line.asking import TurnedDown, Wicket, kiosk_in, read_body, read_object
from kiosk.hub.line.ingest import KeyReplaced
from kiosk.hub.line.orders import OrderBell
from kiosk.hub.line.rows import NotARow
from kiosk.hub.line.unpacking import NotPacked, TooLarge, unpacked
from kiosk.wire import names
from kiosk.wire.batch import STATUS, NotABatch, read_batch, write_answer
from kiosk.wire.enrolment import is_kiosk_id, read_request
from kiosk.wire.sealed import read_items
from kiosk.wire.state import is_state
from kiosk.wire.statement import (
    DOCUMENT_TYPE,
    DOCUMENTS,
    HELLO_NONCE,
    HELLO_TYPE,
    STEP_UP,
    STEP_UP_TYPE,
    Hello,
    SignedDocument,
    StepUp,
)

Handler = Callable[[Request], Awaitable[Response]]


class LineRoutes:
    """The handlers of one node."""

    def __init__(self, wicket: Wicket, signer: SignerClient, bell: OrderBell) -> None:
        self._wicket = wicket
        self._database = wicket.database
        self._signer = signer
        self._bell = bell

    def routes(self) -> list[Route]:
        """All of them."""
        at = "/v1/kiosks/{kiosk}"
        table: tuple[tuple[str, str, Handler], ...] = (
            ("POST", f"{at}/events", self._events),
            ("GET", f"{at}/orders", self._orders),
            ("PUT", f"{at}/state", self._state),
            ("POST", f"{at}/sealed", self._sealed),
            ("GET", at + "/documents/{name}", self._document),
            ("GET", f"{at}/hello", self._hello),
            ("POST", names.ENROL, self._enrol),
            ("GET", names.AUTHORITY, self._authority),
        )
        return [Route(path, self._guarded(handler), methods=[method]) for method, path, handler in table]

    def _guarded(self, handler: Handler) -> Handler:
        """Refusals as answers; a database or signer that is away as a wish to come back later."""

        async def guarded(request: Request) -> Response:
            try:
                return await handler(request)
            except TurnedDown as refusal:
                return self._wicket.reply(refusal.status, refusal.content)
            except (psycopg.OperationalError, SignerGone):
                return self._wicket.reply(503, {"why": "The hub can't reach its own parts just now."})

        return guarded

    async def _events(self, request: Request) -> Response:
        caller = await self._wicket.caller(request)
        body = _unpack(request, caller.body)
        try:
            line, rows = read_batch(body)
            if line.hub != self._wicket.hub.id:
                raise TurnedDown(403, "The batch is for another hub.")
            answer = await ingest.take(self._database, caller.kiosk, caller.key, line, rows)
        except (NotABatch, NotARow) as odd:
            raise TurnedDown(400, str(odd)) from None
        except KeyReplaced:
            self._wicket.forget(caller.kiosk)
            raise TurnedDown(403, "This kiosk was enrolled again, with another key.") from None
        return self._wicket.reply(STATUS[type(answer)], write_answer(answer))

    async def _orders(self, request: Request) -> Response:
        caller = await self._wicket.caller(request)
        after, wait = _number(request, "after"), min(_number(request, "wait"), names.LONGEST_WAIT)
        fork = await self._database.rows(
            "UPDATE cursors SET heard = now() WHERE kiosk = %s RETURNING fork", [caller.kiosk]
        )
        if fork and fork[0]["fork"] is not None:
            return self._wicket.reply(409, {"fork": fork[0]["fork"]})
        found = await self._bell.wait(self._database, caller.kiosk, after, wait)
        return self._wicket.reply(200, {"orders": found})

    async def _state(self, request: Request) -> Response:
        caller = await self._wicket.caller(request, names.MOST_STATE)
        content = read_object(_unpack(request, caller.body))
        if not is_state(content):
            raise TurnedDown(400, "The content is no state of a kiosk.")
        cabinet = {key: content.pop(key, None) for key in ("cabinet", "screen")}
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT INTO states (kiosk, number, content, cabinet)"
                " VALUES (%(kiosk)s, %(number)s, %(content)s, %(cabinet)s) ON CONFLICT (kiosk) DO UPDATE"
                " SET number = excluded.number, heard = now(),"
                " content = excluded.content, cabinet = coalesce(excluded.cabinet, states.cabinet)"
                " WHERE states.number <= excluded.number",
                {
                    "kiosk": caller.kiosk,
                    "number": content["number"],
                    "content": _storable(content),
                    "cabinet": _storable(cabinet) if cabinet["cabinet"] else None,
                },
            )
        return self._wicket.reply(200, {"ok": True})

    async def _sealed(self, request: Request) -> Response:
        caller = await self._wicket.caller(request, names.MOST_SEALED)
        items = read_items(read_object(_unpack(request, caller.body)))
        if items is None:
            raise TurnedDown(400, "The content holds no sealed items.")
        async with self._database.transaction() as connection:
            for item in items:
                await connection.execute(
                    "INSERT INTO items (kiosk, id, about, kind, sealed) VALUES (%s, %s, %s, %s, %s)"
                    " ON CONFLICT DO NOTHING",
                    [caller.kiosk, item.id, item.about.replace("\0", ""), item.kind, item.sealed],
                )
        return self._wicket.reply(200, {"kept": [item.id for item in items]})

    async def _document(self, request: Request) -> Response:
        caller = await self._wicket.caller(request)
        name, hub = request.path_params["name"], self._wicket.hub
        if name == STEP_UP:
            content = StepUp(caller.kiosk, hub.id, hub.incarnation, hub.incarnation - 1).content()
            return self._wicket.reply(200, await self._signed(STEP_UP_TYPE, content))
        if name not in DOCUMENTS:
            raise TurnedDown(404, "There is no such document.")
        found = await self._database.rows(
            "SELECT version, content FROM documents WHERE name = %s AND kiosk IN ('', %s)"
            " ORDER BY version DESC LIMIT 1",
            [name, caller.kiosk],
        )
        if not found:
            raise TurnedDown(404, "There is no document of this name for this kiosk.")
        version = found[0]["version"]
        if request.headers.get("if-none-match", "").strip('"') == str(version):
            return self._wicket.reply(304)
        document = SignedDocument(caller.kiosk, hub.id, name, version, found[0]["content"])
        return self._wicket.reply(200, await self._signed(DOCUMENT_TYPE, document.signed()))

    async def _hello(self, request: Request) -> Response:
        kiosk, asked = kiosk_in(request), request.query_params.get("n", "")
        if not HELLO_NONCE.fullmatch(asked):
            raise TurnedDown(400, "n is 16 to 64 letters of base64url.")
        hub, now = self._wicket.hub, self._wicket.now
        hello = Hello(kiosk, hub.id, hub.incarnation, asked, now, self._wicket.nonces.draw(now))
        return self._wicket.reply(200, await self._signed(HELLO_TYPE, hello.content()))

    async def _signed(self, kind: str, content: dict[str, object]) -> dict[str, object]:
        try:
            return await self._signer.sign(kind, content)
        except SignerRefused as refusal:
            raise TurnedDown(500, str(refusal)) from None

    async def _enrol(self, request: Request) -> Response:
        asked = read_request(read_object(await read_body(request, 4096)))
        if asked is None or not is_kiosk_id(asked.kiosk):
            raise TurnedDown(400, "The content is no request to enrol.")
        found = await enrolling.asked(self._database, self._wicket.hub, asked)
        if found is None:
            return self._wicket.reply(202, {"waiting": True})
        self._wicket.forget(asked.kiosk)
        return self._wicket.reply(200, found.content())

    async def _authority(self, _request: Request) -> Response:
        if not self._wicket.hub.authority:
            raise TurnedDown(404, "This hub speaks without TLS.")
        return Response(self._wicket.hub.authority, media_type="application/x-pem-file")


def _unpack(request: Request, body: bytes) -> bytes:
    coding = request.headers.get("content-encoding", "")
    if not coding:
        return body
    if coding != names.GZIP:
        raise TurnedDown(415, "The content is packed in another way than gzip.")
    try:
        return unpacked(body, names.MOST_UNPACKED)
    except TooLarge:
        raise TurnedDown(413, f"The content unpacks to more than {names.MOST_UNPACKED} bytes.") from None
    except NotPacked:
        raise TurnedDown(400, "The content is no whole gzip.") from None


def _storable(content: object) -> str:
    """JSON that PostgreSQL takes: its texts hold no NUL."""
    return json.dumps(content).replace("\\u0000", "\\ufffd")


def _number(request: Request, name: str) -> int:
    said = request.query_params.get(name, "0")
    if not said.isascii() or not said.isdigit() or len(said) > 18:
        raise TurnedDown(400, f"{name} is a whole number.")
    return int(said)
