"""A hub that dies between COMMIT and reply: `python -m tests.hub.killed URL DATA` prints its port and serves.

Each child dies at its first batch, committed and before a byte of the answer is sent; a new one is made at
once, of a process that has everything loaded. It ends when its standard input does.
"""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from kiosk.clock import SystemClock
from kiosk.hub import serving
from kiosk.hub.keys import files
from kiosk.hub.nodes import Node
from kiosk.hub.settings import known

Message = MutableMapping[str, Any]
Application = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]
]


def deadly(application: Application) -> Application:
    """Dies where the answer to a batch would begin."""

    async def wrapped(
        scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
    ) -> None:
        async def answered(message: Message) -> None:
            is_batch = scope["type"] == "http" and scope["path"].endswith("/events")
            if is_batch and message["type"] == "http.response.start" and message["status"] == 200:
                os.kill(os.getpid(), signal.SIGKILL)
            await send(message)

        await application(scope, receive, answered)

    return wrapped


def main() -> int:
    url, data = sys.argv[1], Path(sys.argv[2])
    place = serving.listen("127.0.0.1", 0)
    sys.stdout.write(f"{place.getsockname()[1]}\n")
    sys.stdout.flush()
    while True:
        child = os.fork()
        if child == 0:
            node = Node(url, known(url, data, files.load(data, create=False)), SystemClock())
            node.app.add_middleware(deadly)
            serving.serve(node, place, None, lambda: None)
            os._exit(0)
        watched = os.pidfd_open(child)
        ready, _, _ = select.select([watched, sys.stdin], [], [])
        if sys.stdin in ready:
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(watched)
        if sys.stdin in ready:
            return 0


if __name__ == "__main__":
    sys.exit(main())
