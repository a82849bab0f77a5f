"""Whether the other end is our hub: a greeting that it signs, and from then on requests that we sign."""

from __future__ import annotations

import gzip
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from kiosk.link.caller import Caller, HubReply, HubSilent, NotTheHub, SomethingBetween
from kiosk.link.desk import OurHub
from kiosk.vault.keys import verifier
from kiosk.vault.points import is_sound
from kiosk.wire import jws, names
from kiosk.wire.signing import RequestParts, sign
from kiosk.wire.statement import HELLO_TYPE, Hello, read_hello

_GREETED_FOR: Final = 3600.0
"""Seconds after which the hub greets again: an order's age is counted from its last `now`."""

BUSY: Final = frozenset({429, 500, 502, 503, 504})
"""Statuses of a hub, or of what stands before it, that has no time now; nothing else it says counts."""


class Turned(HubSilent):
    """The hub answered, and not what was asked for. `reply`: what it answered."""

    def __init__(self, reply: HubReply) -> None:
        super().__init__(f"the hub answers {reply.status}")
        self.reply = reply


@dataclass(frozen=True, slots=True)
class Greeted:
    """`asked_at`: by the clock that nobody sets, before the hub said what time it is."""

    hello: Hello
    asked_at: float

    def ends_at(self, exp: int) -> float:
        """When that clock shows an end that the hub names by its own; early by the way there and back."""
        return self.asked_at + (exp - self.hello.now)


class HubSession:
    """Belongs to one thread. `heard` is called with each of the hub's replies."""

    def __init__(
        self,
        caller: Caller,
        enrolment: OurHub,
        key: Callable[[bytes], bytes],
        monotonic: Callable[[], float],
        heard: Callable[[HubReply], None] = lambda _reply: None,
    ) -> None:
        self._caller = caller
        self._enrolment = enrolment
        self._keys = [bytes.fromhex(key) for key in enrolment.keys if is_sound(bytes.fromhex(key))]
        self._sign = key
        self._monotonic = monotonic
        self._heard = heard
        self._nonce = ""
        self._greeted: Greeted | None = None
        self._connection = -1

    @property
    def keys(self) -> list[bytes]:
        return self._keys

    def greet(self) -> Greeted:
        """The hub's greeting on this connection, made anew where it is old. Raises HubSilent."""
        fresh = self._greeted
        same = self._caller.is_open and self._connection == self._caller.connections
        if fresh is not None and same and self._monotonic() - fresh.asked_at < _GREETED_FOR:
            return fresh
        asked, at = secrets.token_urlsafe(18), self._monotonic()
        reply = self._caller.ask("GET", f"{names.hello(self._enrolment.kiosk)}?n={asked}")
        if reply.status in BUSY:
            raise Turned(reply)
        content = self.content(reply)
        if reply.status != HTTPStatus.OK:
            raise Turned(reply)
        said = jws.read(content, HELLO_TYPE, self._keys, verify)
        hello = read_hello(said.content) if said else None
        of = self._enrolment
        if hello is None or (hello.n, hello.aud, hello.hub) != (asked, of.kiosk, of.hub):
            self._caller.close()
            raise NotTheHub("the greeting does not bear our hub's signature")
        self._heard(reply)
        self._nonce = hello.nonce
        self._greeted, self._connection = Greeted(hello, at), self._caller.connections
        return self._greeted

    def ask(
        self,
        method: str,
        path: str,
        query: str = "",
        body: bytes = b"",
        *,
        headers: Mapping[str, str] | None = None,
        seconds: float = 30.0,
    ) -> HubReply:
        """The hub's reply to a signed request; one whose nonce is unknown is signed again, once.

        Raises HubSilent.
        """
        self.greet()
        reply = self._signed(method, path, query, body, headers or {}, seconds)
        if reply.status == HTTPStatus.UNAUTHORIZED:
            reply = self._signed(method, path, query, body, headers or {}, seconds)
        return reply

    def _signed(
        self, method: str, path: str, query: str, body: bytes, headers: Mapping[str, str], seconds: float
    ) -> HubReply:
        asked = RequestParts(method, path, query, body)
        signed = sign(asked, self._enrolment.kiosk, self._nonce, self._sign)
        target = f"{path}?{query}" if query else path
        reply = self._caller.ask(method, target, {**headers, **signed}, body, seconds=seconds)
        if reply.status in BUSY:
            raise Turned(reply)
        nonce = reply.headers.get(names.NONCE.lower())
        if nonce is None:
            self._caller.close()
            raise SomethingBetween("the reply is none of our hub's")
        self._nonce = nonce
        self._heard(reply)
        return reply

    def content(self, reply: HubReply) -> dict[str, Any]:
        """The JSON object of a reply. Raises SomethingBetween where it is none: who answers so is no hub."""
        try:
            found = json.loads(reply.body)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            self._caller.close()
            raise SomethingBetween(f"the reply ({reply.status}) is none of our hub's")
        return found


def verify(key: bytes, message: bytes, signature: bytes) -> bool:
    """For `jws.read`."""
    return verifier(key)(message, signature)


def packed(content: Mapping[str, Any]) -> bytes:
    """A JSON object as the body of a request."""
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()


def zipped(body: bytes) -> bytes:
    """As gzip, the same for the same content."""
    return gzip.compress(body, 6, mtime=0)
