"""A small hub on loopback that keeps to the wire, and can be told to be slow, cut off or of a wrong shape."""

from __future__ import annotations

import gzip
import hashlib
import json
import secrets
import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.wire import jws, names
from kiosk.wire.batch import Acked, Answered, Expected, Fork, read_batch, write_answer
from kiosk.wire.enrolment import (
    Enrolled,
    EnrolmentCode,
    digits,
    proof_of,
    read_request,
    signature,
    write_code,
)
from kiosk.wire.order import TYPE, WireOrder
from kiosk.wire.sealed import info, read_items
from kiosk.wire.signing import RequestParts, claimed
from kiosk.wire.state import is_state
from kiosk.wire.statement import DOCUMENT_TYPE, HELLO_TYPE, STEP_UP_TYPE, Hello, SignedDocument, StepUp

KIOSK = "k-1"
GENESIS = "00" * 32


@dataclass
class Asked:
    """A request as it came; `body` as it was sent."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Answer:
    status: int
    content: object = None
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None


Fault = Callable[[Asked, Callable[[], Answer]], Answer | None]
"""Takes the request and what the hub would do; None: the connection is cut without a reply."""


class FakeHub:
    """One kiosk's hub. `rows` by epoch: number, row and hash of each; what it has it keeps."""

    def __init__(self, *, hub: str = "hub-1", inc: int = 1, approve: bool = True) -> None:
        self.hub, self.inc = hub, inc
        self.keys = [Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()]
        self.greets_with = self.keys[0]
        self.sealing = X25519PrivateKey.generate()
        self.lock = threading.Condition()
        self.rows: dict[int, list[tuple[int, bytes, str]]] = {}
        self.commits = 0
        self.kiosk_key: bytes | None = None
        self.code = write_code(secrets.token_bytes(16))
        self.approve = approve
        self.orders: list[tuple[int, object]] = []
        self.items: dict[str, tuple[str, str, bytes]] = {}
        self.states: list[dict[str, Any]] = []
        self.documents: dict[str, object] = {}
        self.versions: dict[str, int] = {}
        self.asked: list[Asked] = []
        self.fault: Fault | None = None
        self.least_epoch = 1
        self.now: Callable[[], float] = time.time
        self.wrap: Callable[[socket.socket], socket.socket] = lambda plain: plain
        self.authority = b""
        self.pin = "-"
        self.port = 0
        self._nonces: set[str] = set()
        self._open: set[Any] = set()
        self._over = False
        self._server: ThreadingHTTPServer | None = None
        self._thread: threading.Thread | None = None

    # --- life -------------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def open(self) -> None:
        """Listen; at the port it had, where it had one."""
        self._over = False
        hub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 60

            def do_GET(self) -> None:
                hub.serve(self)

            do_POST = do_GET  # noqa: N815  as the server finds them
            do_PUT = do_GET  # noqa: N815  as the server finds them

            def log_message(self, *_said: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = False
            allow_reuse_address = True

            def get_request(self) -> tuple[Any, Any]:
                plain, where = super().get_request()
                return hub.wrap(plain), where

            def handle_error(self, request: Any, client_address: Any) -> None:
                pass

            def process_request(self, request: Any, client_address: Any) -> None:
                with hub.lock:
                    hub._open.add(request)
                super().process_request(request, client_address)

        self._server = Server(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name="fake-hub")
        self._thread.start()

    def close(self) -> None:
        """As a process that is killed: every connection is gone."""
        if self._server is None or self._thread is None:
            return
        with self.lock:
            self._over = True
            self.lock.notify_all()
        self._server.shutdown()
        self._thread.join()
        for each in tuple(self._open):
            with suppress(OSError):
                socket.socket.shutdown(each, socket.SHUT_RDWR)
        self._server.server_close()
        self._open.clear()
        self._server = None

    @property
    def address(self) -> str:
        return f"{'https' if self.authority else 'http'}://localhost:{self.port}"

    @property
    def code_text(self) -> str:
        return EnrolmentCode(self.address, self.pin, KIOSK, self.code).text()

    @property
    def digits(self) -> str:
        """As the operator's page shows them."""
        assert self.kiosk_key is not None
        return digits(self.kiosk_key, self.code)

    def until(self, fits: Callable[[Self], bool], seconds: float = 60.0) -> None:
        """Wait until something is so at the hub."""
        latest = time.monotonic() + seconds
        with self.lock:
            while not fits(self):
                left = latest - time.monotonic()
                paths = [f"{asked.path}?{asked.query}" for asked in self.asked][-8:]
                assert left > 0, f"never came; rows {self.held()}, asked {paths}"
                self.lock.wait(min(left, 0.5))

    def held(self) -> dict[int, int]:
        """The last row of each epoch."""
        return {epoch: rows[-1][0] for epoch, rows in self.rows.items() if rows}

    def all_rows(self) -> list[bytes]:
        return [row for epoch in sorted(self.rows) for _, row, _ in self.rows[epoch]]

    # --- what a person at the hub does --------------------------------------------------------------

    def gives(
        self,
        act: str,
        args: Mapping[str, Any],
        *,
        order_id: str = "",
        seconds: float = 60.0,
        signers: int = 1,
        needs: int = 1,
        **other: Any,
    ) -> WireOrder:
        """One more order, signed by `signers` keys. `other`: fields that are not as they should be."""
        with self.lock:
            seq = max((seq for seq, _ in self.orders), default=0) + 1
            now = int(self.now())
            content = (
                WireOrder(
                    KIOSK,
                    self.hub,
                    self.inc,
                    seq,
                    order_id or secrets.token_hex(8),
                    act,
                    dict(args),
                    now,
                    now + int(seconds),
                    "Ada",
                    needs,
                ).content()
                | other
            )
            self.orders.append((content["seq"], self.signed(content, TYPE, *self.keys[:signers])))
            self.lock.notify_all()
        return WireOrder(**content)

    def issues(self, name: str, version: int, content: Mapping[str, Any]) -> None:
        """A document, signed."""
        with self.lock:
            said = SignedDocument(KIOSK, self.hub, name, version, content).signed()
            self.documents[name] = self.signed(said, DOCUMENT_TYPE, self.keys[0])
            self.versions[name] = version

    def steps_up(self) -> None:
        """A person vouches for this incarnation."""
        with self.lock:
            said = StepUp(KIOSK, self.hub, self.inc, self.inc - 1).content()
            self.documents["incarnation"] = self.signed(said, STEP_UP_TYPE, self.keys[0])

    def goes_back_to(self, seq: int, epoch: int = 1) -> None:
        """The hub is restored from a backup that ended with this row."""
        with self.lock:
            self.inc += 1
            self.rows[epoch] = [row for row in self.rows[epoch] if row[0] <= seq]

    def signed(self, content: Mapping[str, Any], kind: str, *keys: Ed25519PrivateKey) -> dict[str, Any]:
        packed = jws.payload(content)
        headers = [jws.protected(kind, key.public_key().public_bytes_raw()) for key in keys]
        pairs = zip(keys, headers, strict=True)
        return jws.joined(
            packed, [(header, key.sign(jws.signing_input(header, packed))) for key, header in pairs]
        )

    def unsealed(self, about: str) -> dict[str, Any]:
        """What the kiosk has sent of this order, opened by the operator's key."""
        item, (_, _, sealed) = next((i, of) for i, of in reversed(self.items.items()) if of[0] == about)
        shared = self.sealing.exchange(X25519PublicKey.from_public_bytes(sealed[:32]))
        of = info(KIOSK, item)
        key = HKDF(SHA256(), 32, None, of).derive(shared)
        found: dict[str, Any] = json.loads(ChaCha20Poly1305(key).decrypt(bytes(12), sealed[32:], of))
        return found

    def has_sealed(self, about: str) -> bool:
        return any(of[0] == about for of in self.items.values())

    # --- requests -----------------------------------------------------------------------------------

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        asked = Asked(handler.command, parts.path, parts.query, dict(handler.headers.items()), body)
        with self.lock:
            self.asked.append(asked)
            self.lock.notify_all()
            fault = self.fault
        answer = fault(asked, lambda: self.answer(asked)) if fault else self.answer(asked)
        if answer is None:
            handler.close_connection = True
            return
        with suppress(OSError):
            self._send(handler, answer)

    def _send(self, handler: BaseHTTPRequestHandler, answer: Answer) -> None:
        body = answer.raw if answer.raw is not None else json.dumps(answer.content or {}).encode()
        handler.send_response(answer.status)
        headers = {names.NONCE: self._nonce(), names.SPREAD: "5", names.INCARNATION: str(self.inc)}
        for name, value in (headers | answer.headers).items():
            if value:
                handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def _nonce(self) -> str:
        with self.lock:
            nonce = secrets.token_urlsafe(12)
            self._nonces.add(nonce)
            return nonce

    def forget_nonces(self) -> None:
        with self.lock:
            self._nonces.clear()

    def answer(self, asked: Asked) -> Answer:
        """As a hub that is well does."""
        if asked.path == names.AUTHORITY:
            return Answer(200, raw=self.authority)
        if asked.path == names.ENROL:
            return self._enrol(asked)
        if asked.path == names.hello(KIOSK):
            n = parse_qs(asked.query)["n"][0]
            hello = Hello(KIOSK, self.hub, self.inc, n, int(self.now()), self._nonce())
            return Answer(200, self.signed(hello.content(), HELLO_TYPE, self.greets_with))
        if not self._is_signed(asked):
            return Answer(401, {"why": "the signature does not fit"})
        if asked.path == names.events(KIOSK):
            return self._take_rows(asked)
        if asked.path == names.orders(KIOSK):
            return self._hold_for_orders(asked)
        if asked.path == names.sealed(KIOSK):
            return self._take_items(asked)
        if asked.path == names.state(KIOSK):
            return self._take_state(asked)
        name = asked.path.rsplit("/", 1)[1]
        document = self.documents.get(name)
        if document is None:
            return Answer(404, {"why": "there is none"})
        if asked.headers.get("If-None-Match") == f'"{self.versions.get(name)}"':
            return Answer(304, raw=b"")
        return Answer(200, document)

    def _is_signed(self, asked: Asked) -> bool:
        of = claimed(RequestParts(asked.method, asked.path, asked.query, asked.body), asked.headers)
        if of is None or self.kiosk_key is None or of.kiosk != KIOSK:
            return False
        with self.lock:
            if of.nonce not in self._nonces:
                return False
        try:
            Ed25519PublicKey.from_public_bytes(self.kiosk_key).verify(of.signature, of.base)
        except InvalidSignature:
            return False
        return True

    def _enrol(self, asked: Asked) -> Answer:
        request = read_request(json.loads(asked.body))
        if request is None or request.code != self.code or request.kiosk != KIOSK:
            return Answer(403, {"why": "this code counts for nothing"})
        key, made = bytes.fromhex(request.key), signature(request.proof)
        assert made is not None
        Ed25519PublicKey.from_public_bytes(key).verify(
            made, proof_of(request.kiosk, request.code, request.key, request.epoch)
        )
        with self.lock:
            self.kiosk_key = key
            self.lock.notify_all()
            if not self.approve:
                return Answer(202, {"waiting": True})
            enrolled = Enrolled(
                KIOSK,
                self.hub,
                self.inc,
                tuple(key.public_key().public_bytes_raw().hex() for key in self.keys),
                self.sealing.public_key().public_bytes_raw().hex(),
                self.least_epoch,
                max((seq for seq, _ in self.orders), default=0),
            )
        return Answer(200, enrolled.content())

    def _take_rows(self, asked: Asked) -> Answer:
        line, rows = read_batch(gzip.decompress(asked.body))
        assert line.hub == self.hub
        with self.lock:
            found = self._judge(line.epoch, line.first, line.prev, rows)
            self.lock.notify_all()
        return Answer(200 if isinstance(found, Acked) else 409, write_answer(found))

    def _judge(self, epoch: int, first: int, prev: str, rows: list[bytes]) -> Answered:
        held = self.rows.get(epoch, [])
        newest = max((one for one in self.rows if self.rows[one]), default=epoch)
        if epoch < newest and not held:
            seq, _, last = self.rows[newest][-1]
            return Expected(seq + 1, last, newest)
        new_epoch = not held and epoch > newest
        if not new_epoch and first > (held[-1][0] + 1 if held else 1):
            seq, _, last = held[-1] if held else (0, b"", GENESIS)
            return Expected(seq + 1, last, epoch)
        known = {seq: of for seq, _, of in held}
        if known.get(first - 1, prev) != prev:
            return Fork(first - 1)
        before, seq, new = prev, first, []
        for row in rows:
            before = hashlib.sha256(bytes.fromhex(before) + row).hexdigest()
            if known.get(seq, before) != before:
                return Fork(seq)
            if seq not in known:
                new.append((seq, row, before))
            seq += 1
        if new:
            self.rows.setdefault(epoch, []).extend(new)
            self.commits += 1
        number, _, last = self.rows[epoch][-1]
        return Acked(number, last, epoch)

    def _hold_for_orders(self, asked: Asked) -> Answer:
        query = parse_qs(asked.query)
        after, wait = int(query["after"][0]), float(query["wait"][0])
        latest = time.monotonic() + wait
        with self.lock:
            while not (found := [order for seq, order in self.orders if seq > after]):
                left = latest - time.monotonic()
                if left <= 0 or self._over:
                    break
                self.lock.wait(left)
        return Answer(200, {"orders": found})

    def _take_items(self, asked: Asked) -> Answer:
        items = read_items(json.loads(asked.body))
        if items is None:
            return Answer(400, {"why": "no items"})
        with self.lock:
            for item in items:
                self.items.setdefault(item.id, (item.about, item.kind, item.sealed))
            self.lock.notify_all()
        return Answer(200, {})

    def _take_state(self, asked: Asked) -> Answer:
        said = json.loads(gzip.decompress(asked.body))
        assert is_state(said)
        with self.lock:
            self.states.append(said)
            self.lock.notify_all()
        return Answer(200, {})
