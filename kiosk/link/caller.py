"""One kept connection to the hub: HTTP/1.1 over TLS with a pinned authority, through a proxy or not.

`http.client` and nothing on top of it: no redirect is followed, no reply grows without bound, and whatever
somebody at the other end does, a request is over at its deadline, and at once when the kiosk stops.
"""

from __future__ import annotations

import base64
import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

MOST_REPLY: Final = 1 << 20
"""Bytes of a reply that are read; more is nobody's whom we asked."""
_CONNECTS_FOR: Final = 15.0
_OWN_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class HubSilent(Exception):  # noqa: N818  says what is the matter
    """Nobody answered, or not within the time, or not whole."""


class NotTheHub(HubSilent):
    """Somebody answered and can't show the certificate that was pinned."""


class SomethingBetween(HubSilent):
    """A proxy or a portal answered in the place of the hub."""


@dataclass(frozen=True, slots=True)
class HubReply:
    """`headers` by name in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class HubPlace:
    """Where the hub is. `authority`: the pinned certificate in PEM; empty where it speaks without TLS."""

    host: str
    port: int
    prefix: str
    secure: bool


class AddressRefused(ValueError):  # noqa: N818  says what is the matter
    """The hub's address is none that a kiosk speaks to; the text is a sentence."""


def place_of(address: str) -> HubPlace:
    """Raises AddressRefused."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise AddressRefused(f"{address!r} is no address.") from None
    secure = parts.scheme == "https"
    if not host or parts.scheme not in ("http", "https") or parts.username or parts.query or parts.fragment:
        raise AddressRefused(f"{address!r} is no address of a hub: wanted https://HOST[:PORT].")
    if not secure and host not in _OWN_MACHINE:
        raise AddressRefused(f"{address!r} speaks without TLS, which only a hub on this machine may.")
    return HubPlace(host, port or (443 if secure else 80), parts.path.rstrip("/"), secure)


def pinned(authority: str) -> ssl.SSLContext:
    """Nobody but who shows a certificate of this authority (PEM) is spoken to. Raises ssl.SSLError."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(cadata=authority)
    # A kiosk's clock may stand in 1970; the pin says who it is, and who may no more is the hub's to say.
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.verify_flags |= _NO_CHECK_TIME
    return context


_NO_CHECK_TIME: Final = ssl.VerifyFlags(0x200000)
"""X509_V_FLAG_NO_CHECK_TIME of OpenSSL, which Python has no name for."""


def unverified() -> ssl.SSLContext:
    """For the one request that fetches the certificate, which is compared with the pin afterwards."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class Caller:
    """Belongs to one thread; `abort` may be called from any. `count` hears bytes sent and received."""

    def __init__(
        self,
        place: HubPlace,
        context: ssl.SSLContext | None,
        *,
        proxy: str | None = None,
        count: Callable[[int, int], None] = lambda _sent, _received: None,
    ) -> None:
        self._place = place
        self._context = context
        self._proxy = proxy_for(place) if proxy is None else proxy
        self._count = count
        self._connection: http.client.HTTPConnection | None = None
        self._guard: socket.socket | None = None
        self._lock = threading.Lock()
        self._aborted = False
        self.connections = 0
        """How many were made so far: whoever sees a new one greets again."""

    @property
    def is_open(self) -> bool:
        return self._connection is not None

    def ask(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        *,
        seconds: float = 30.0,
    ) -> HubReply:
        """The reply to one request; over after `seconds`, whoever drips bytes. Raises HubSilent."""
        watch = threading.Timer(seconds, self._cut)
        watch.daemon = True
        watch.name = "link-deadline"
        watch.start()
        try:
            return self._ask(method, target, dict(headers or {}), body, seconds)
        except ssl.SSLCertVerificationError as failure:
            self.close()
            raise NotTheHub(failure.verify_message) from None
        except ssl.SSLError as failure:
            self.close()
            raise NotTheHub(str(failure.reason or failure)) from None
        except (OSError, http.client.HTTPException, ValueError) as failure:
            self.close()
            raise HubSilent(str(failure) or type(failure).__name__) from None
        except HubSilent:
            self.close()
            raise
        finally:
            watch.cancel()
            watch.join()

    def _ask(
        self, method: str, target: str, headers: dict[str, str], body: bytes, seconds: float
    ) -> HubReply:
        if self._aborted:
            raise HubSilent("the link is closed")
        connection = self._connection or self._connect(min(seconds, _CONNECTS_FOR))
        connection.sock.settimeout(seconds)
        headers |= {"Accept": "application/json", "User-Agent": "cubby"}
        if body:
            headers["Content-Length"] = str(len(body))
        connection.request(method, self._place.prefix + target, body or None, headers)
        reply = connection.getresponse()
        said = reply.read(MOST_REPLY + 1)
        if len(said) > MOST_REPLY:
            raise SomethingBetween("the reply has no end")
        known = {name.lower(): value for name, value in reply.getheaders()}
        self._count(
            len(target) + len(body) + sum(len(n) + len(v) + 4 for n, v in headers.items()),
            len(said) + sum(len(n) + len(v) + 4 for n, v in known.items()),
        )
        if reply.will_close:
            self.close()
        return HubReply(reply.status, known, said)

    def _connect(self, seconds: float) -> http.client.HTTPConnection:
        place = self._place
        proxy = urlsplit(self._proxy) if self._proxy else None
        host, port = (proxy.hostname or "", proxy.port or 3128) if proxy else (place.host, place.port)
        plain = socket.create_connection((host, port), seconds)
        self._watch_over(plain)
        try:
            if proxy is not None:
                _tunnel(plain, place, proxy.username, proxy.password)
            stream = self._context.wrap_socket(plain, server_hostname=place.host) if self._context else plain
        except BaseException:
            plain.close()
            raise
        connection = http.client.HTTPConnection(place.host, place.port)
        connection.sock = stream
        connection.auto_open = 0
        self._connection = connection
        self.connections += 1
        return connection

    def _watch_over(self, plain: socket.socket) -> None:
        """A second handle of the same connection: shutting it down ends whatever waits on the first."""
        with self._lock:
            self._guard = plain.dup()
            if self._aborted:
                plain.close()
                raise HubSilent("the link is closed")

    def _cut(self) -> None:
        with self._lock, suppress(OSError):
            if self._guard is not None:
                self._guard.shutdown(socket.SHUT_RDWR)

    def interrupt(self) -> None:
        """End what is under way; the next request makes a new connection."""
        self._cut()

    def abort(self) -> None:
        """End what is under way, and answer nobody any more."""
        self._aborted = True
        self._cut()

    def close(self) -> None:
        """The next request makes a new connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
        with self._lock:
            if self._guard is not None:
                self._guard.close()
                self._guard = None


def proxy_for(place: HubPlace) -> str:
    """The proxy that the machine's environment names for the hub; empty where there is none."""
    if place.host in _OWN_MACHINE or proxy_bypass(place.host):
        return ""
    return getproxies().get("https" if place.secure else "http", "")


def _tunnel(plain: socket.socket, place: HubPlace, user: str | None, word: str | None) -> None:
    """Have the proxy of this connection put it through to the hub. Raises SomethingBetween."""
    lines = [f"CONNECT {place.host}:{place.port} HTTP/1.1", f"Host: {place.host}:{place.port}"]
    if user:
        known = base64.b64encode(f"{unquote(user)}:{unquote(word or '')}".encode()).decode()
        lines.append(f"Proxy-Authorization: Basic {known}")
    plain.sendall("\r\n".join([*lines, "", ""]).encode())
    reply = http.client.HTTPResponse(plain, method="CONNECT")
    try:
        reply.begin()
    except http.client.HTTPException as failure:
        raise SomethingBetween(f"the proxy answers nonsense: {failure}") from None
    if reply.status != http.HTTPStatus.OK:
        raise SomethingBetween(f"the proxy answers {reply.status} {reply.reason}")
    reply.close()
