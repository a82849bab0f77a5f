"""Asks the signer: one line there, one line back, over a connection that is made anew where it was lost."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from kiosk.hub.keys.signer import SOCKET
from kiosk.wire.order import TYPE

_LIMIT: Final = 8 << 20
_WITHIN: Final = 10.0


class SignerRefused(Exception):  # noqa: N818  says what is the matter
    """The signer does not sign this; the text is a sentence for whoever asked."""


class SignerGone(Exception):  # noqa: N818  says what is the matter
    """The signer does not answer."""


class SignerClient:
    """Belongs to one event loop."""

    def __init__(self, data: Path) -> None:
        self._path = data / SOCKET
        self._lock = asyncio.Lock()
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def sign(self, kind: str, content: Mapping[str, Any]) -> dict[str, Any]:
        """A statement with one signature. Raises SignerRefused, SignerGone."""
        found = await self._ask({"do": "sign", "typ": kind, "content": dict(content)})
        return dict(found["jws"])

    async def sign_order(self, content: Mapping[str, Any], people: Sequence[str]) -> dict[str, Any]:
        """An order with as many signatures as it needs. Raises SignerRefused, SignerGone."""
        found = await self._ask({"do": "sign", "typ": TYPE, "content": dict(content), "people": [*people]})
        return dict(found["jws"])

    async def open(self, kiosk: str, item: str, sealed: bytes) -> bytes:
        """What was sealed to this hub. Raises SignerRefused, SignerGone."""
        found = await self._ask({"do": "open", "kiosk": kiosk, "item": item, "sealed": sealed.hex()})
        return bytes.fromhex(found["opened"])

    async def close(self) -> None:
        """Let the connection go."""
        if self._streams is not None:
            self._streams[1].close()
            with suppress(OSError):
                await self._streams[1].wait_closed()
            self._streams = None

    async def _ask(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        line = json.dumps(asked).encode() + b"\n"
        async with self._lock:
            for _ in range(2):
                with suppress(OSError, EOFError, asyncio.IncompleteReadError, TimeoutError):
                    found: dict[str, Any] = json.loads(await asyncio.wait_for(self._exchange(line), _WITHIN))
                    break
                await self.close()
            else:
                raise SignerGone("The hub's signer does not answer.")
        if "why" in found:
            raise SignerRefused(str(found["why"]))
        return found

    async def _exchange(self, line: bytes) -> bytes:
        if self._streams is None:
            self._streams = await asyncio.open_unix_connection(self._path, limit=_LIMIT)
        reader, writer = self._streams
        writer.write(line)
        await writer.drain()
        return await reader.readuntil(b"\n")


@contextmanager
def running(data: Path) -> Iterator[None]:
    """The signer of `data` as a child, for as long as the block lasts; it ends too when this process does."""
    (data / SOCKET).unlink(missing_ok=True)
    child = subprocess.Popen(
        (sys.executable, "-m", "kiosk.hub.keys.signer", str(data)),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    try:
        ends = time.monotonic() + 30
        while not (data / SOCKET).exists():
            if child.poll() is not None or time.monotonic() > ends:
                raise SignerGone("The hub's signer does not start.")
            time.sleep(0.02)
        yield
    finally:
        if child.stdin is not None:
            child.stdin.close()
        child.wait()
