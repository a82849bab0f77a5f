"""A kiosk as the hub hears it: its rows, its key, and requests over one connection."""

from __future__ import annotations

import gzip
import http.client
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.journal.chain import GENESIS, canonical, link
from kiosk.wire import names
from kiosk.wire.batch import FirstLine, write_batch
from kiosk.wire.signing import RequestParts, sign


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer of the hub."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def said(self) -> Any:
        return json.loads(self.body)


@dataclass(slots=True)
class Writing:
    """A journal that grows; `rows[n]` is row n + 1 as bytes, `hashes[n]` its hash."""

    epoch: int = 1
    rows: list[bytes] = field(default_factory=list)
    hashes: list[bytes] = field(default_factory=list)
    epochs: list[int] = field(default_factory=list)

    def add(self, kind: str = "Alive", body: Mapping[str, Any] | None = None, **columns: Any) -> int:
        """One row more; its number."""
        seq = len(self.rows) + 1
        known: dict[str, Any] = {
            "at": f"2026-11-30T09:{seq // 60 % 60:02d}:{seq % 60:02d}.000000+00:00",
            "visit": None,
            "principal": "demo",
            "v": 1,
        } | columns
        row = canonical(
            *(seq, self.epoch, "boot", known["at"], 1, known["visit"], known["principal"], "machine", None),
            *(kind, known["v"], json.dumps(dict(body or {}), sort_keys=True, separators=(",", ":"))),
        )
        self.hashes.append(link(self.hashes[-1] if self.hashes else GENESIS, row))
        self.rows.append(row.encode())
        self.epochs.append(self.epoch)
        return seq

    def grow(self, many: int) -> Writing:
        for _ in range(many):
            self.add(body={})
        return self

    def copy(self) -> Writing:
        return replace(self, rows=[*self.rows], hashes=[*self.hashes], epochs=[*self.epochs])

    def cut(self, last: int) -> Writing:
        """As it was after row `last`, and an epoch later."""
        made = self.copy()
        del made.rows[last:], made.hashes[last:], made.epochs[last:]
        made.epoch += 1
        return made

    def before(self, first: int) -> str:
        return (self.hashes[first - 2] if first > 1 else GENESIS).hex()


class Machine:
    """One that is enrolled as `id`, or would like to be."""

    def __init__(self, place: tuple[str, int], id_: str, hub: str, seed: bytes = b"k") -> None:
        self.id = id_
        self.hub = hub
        self.key = Ed25519PrivateKey.from_private_bytes(seed.ljust(32, b"."))
        self.place = place
        self.nonce = ""

    @property
    def public(self) -> bytes:
        return self.key.public_key().public_bytes_raw()

    def plain(
        self, method: str, target: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Heard:
        """A request that nobody signs."""
        connection = http.client.HTTPConnection(*self.place, timeout=60)
        try:
            connection.request(method, target, body or None, dict(headers or {}))
            reply = connection.getresponse()
            known = {name.lower(): value for name, value in reply.getheaders()}
            heard = Heard(reply.status, known, reply.read())
        finally:
            connection.close()
        self.nonce = heard.headers.get(names.NONCE.lower(), self.nonce)
        return heard

    def ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        query: str = "",
    ) -> Heard:
        """A signed request; with the new nonce once more, where the old one was not taken."""
        heard = self.once(method, path, body, headers, query)
        return self.once(method, path, body, headers, query) if heard.status == 401 else heard

    def once(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        query: str = "",
    ) -> Heard:
        signed = sign(RequestParts(method, path, query, body), self.id, self.nonce, self.key.sign)
        return self.plain(method, f"{path}?{query}" if query else path, body, {**(headers or {}), **signed})

    def send(self, journal: Writing, first: int, last: int, **other: Any) -> Heard:
        """Rows `first` to `last` of a journal, all of one epoch."""
        head = FirstLine(self.hub, journal.epochs[first - 1], first, journal.before(first))
        return self.post(write_batch(replace(head, **other), journal.rows[first - 1 : last]))

    def post(self, body: bytes, coding: str = "gzip") -> Heard:
        packed = gzip.compress(body, 6, mtime=0) if coding == "gzip" else body
        return self.ask("POST", names.events(self.id), packed, {"Content-Encoding": coding} if coding else {})

    def orders(self, after: int = 0, wait: int = 0) -> Heard:
        return self.ask("GET", names.orders(self.id), query=f"after={after}&wait={wait}")

    def send_all(self, journal: Writing) -> None:
        """As the link does: in batches of an epoch each, from where the hub wants it."""
        at = 1
        while at <= len(journal.rows):
            epoch = journal.epochs[at - 1]
            last = at
            while last < len(journal.rows) and last - at < 49 and journal.epochs[last] == epoch:
                last += 1
            heard = self.send(journal, at, last)
            assert heard.status in (200, 409), heard.body
            at = heard.said["acked"] + 1 if heard.status == 200 else heard.said["expected"]


def rows_of(hashes: Sequence[bytes]) -> list[str]:
    return [one.hex() for one in hashes]
