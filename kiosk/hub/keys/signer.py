"""The signer, a process of its own: signs what the hub asks it to, if that keeps to the rules of orders.

It listens on a Unix socket that only this user may use, takes a JSON object a line and answers one. The nodes
that speak HTTP hold no key: whoever breaks into one can ask for orders, within these rules, and leaves a line
for each in `DATA/signed.log`; keys can't be carried away.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.hub.keys.files import HubKeys, load
from kiosk.wire import jws, sealed
from kiosk.wire.order import LONGEST_DOOR, TWO_KEYS, TYPE, read_order
from kiosk.wire.statement import DOCUMENT_TYPE, HELLO_TYPE, STEP_UP_TYPE

SOCKET: Final = "signer.sock"
LOG: Final = "signed.log"
DOOR_ACTS: Final = frozenset({"open"})
"""Orders that open a door at once."""
_PLAIN: Final = frozenset({HELLO_TYPE, DOCUMENT_TYPE, STEP_UP_TYPE})
_LONGEST_LINE: Final = 4 << 20

Answer = dict[str, Any]


def answer(keys: HubKeys, asked: Mapping[str, Any]) -> Answer:
    """`{"jws": ...}`, `{"opened": ...}`, or `{"why": sentence}`."""
    match asked:
        case {"do": "sign", "typ": str(kind), "content": dict(content)} if kind in _PLAIN:
            return {"jws": _signed(keys, kind, content, 1)}
        case {"do": "sign", "typ": kind, "content": dict(content), "people": list(people)} if kind == TYPE:
            why = _against(content, people)
            return {"why": why} if why else {"jws": _signed(keys, TYPE, content, content["needs"])}
        case {"do": "open", "kiosk": str(kiosk), "item": str(item), "sealed": str(text)}:
            return _opened(keys, kiosk, item, text)
        case _:
            return {"why": "The signer does not know this request."}


def _against(content: Mapping[str, Any], people: Sequence[object]) -> str:
    """Why an order is not signed; empty where it is."""
    order = read_order(content)
    if order is None:
        return "The order has a wrong shape."
    if order.act in DOOR_ACTS and order.exp - order.iat > LONGEST_DOOR:
        return f"An order that opens a door lives {LONGEST_DOOR} seconds at most."
    names = {person for person in people if isinstance(person, str) and person}
    if len(names) < order.needs or (order.needs == TWO_KEYS and order.by not in names):
        return f"The order needs {order.needs} different people."
    return ""


def _signed(keys: HubKeys, kind: str, content: Mapping[str, Any], how_many: int) -> Answer:
    packed = jws.payload(content)
    made = []
    for key in keys.orders[:how_many]:
        header = jws.protected(kind, key.public_key().public_bytes_raw())
        made.append((header, key.sign(jws.signing_input(header, packed))))
    return jws.joined(packed, made)


def _opened(keys: HubKeys, kiosk: str, item: str, text: str) -> Answer:
    try:
        raw = bytes.fromhex(text)
        shared = keys.sealing.exchange(X25519PublicKey.from_public_bytes(raw[:32]))
        about = sealed.info(kiosk, item)
        key = HKDF(SHA256(), 32, None, about).derive(shared)
        return {"opened": ChaCha20Poly1305(key).decrypt(bytes(12), raw[32:], about).hex()}
    except (ValueError, InvalidTag):
        return {"why": "What was sealed can't be opened with this hub's key."}


class Signer:
    """Serves its socket until it is told to end, or whoever started it is gone."""

    def __init__(self, data: Path) -> None:
        self._keys = load(data, create=False)
        self._log = (data / LOG).open("a", buffering=1)
        path = data / SOCKET
        path.unlink(missing_ok=True)
        before = os.umask(0o177)
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(path))
        os.umask(before)
        self._listener.listen(64)
        self._waiting: dict[socket.socket, bytes] = {}
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ)

    def serve(self) -> None:
        """Until standard input, which the parent holds open, is at its end."""
        self._selector.register(sys.stdin.fileno(), selectors.EVENT_READ)
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is self._listener:
                    connection, _ = self._listener.accept()
                    connection.settimeout(10)
                    self._waiting[connection] = b""
                    self._selector.register(connection, selectors.EVENT_READ)
                elif isinstance(key.fileobj, socket.socket):
                    self._hear(key.fileobj)
                elif not os.read(sys.stdin.fileno(), 1):
                    return

    def _hear(self, connection: socket.socket) -> None:
        try:
            part = connection.recv(65536)
        except OSError:
            part = b""
        said = self._waiting[connection] + part
        *lines, self._waiting[connection] = said.split(b"\n")
        try:
            for line in lines:
                connection.sendall(json.dumps(self._answer(line)).encode() + b"\n")
        except OSError:
            part = b""
        if not part or len(self._waiting[connection]) > _LONGEST_LINE:
            self._selector.unregister(connection)
            del self._waiting[connection]
            connection.close()

    def _answer(self, line: bytes) -> Answer:
        try:
            asked = json.loads(line)
        except (ValueError, RecursionError):
            asked = {}
        found = answer(self._keys, asked if isinstance(asked, dict) else {})
        if asked.get("typ") == TYPE:
            self._log.write(json.dumps({"asked": asked, "signed": "jws" in found}) + "\n")
        return found


def main() -> int:
    """`python -m kiosk.hub.keys.signer DATA`: started by the hub."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # it ends with the hub, after it
    Signer(Path(sys.argv[1])).serve()
    return 0


if __name__ == "__main__":
    sys.exit(main())
