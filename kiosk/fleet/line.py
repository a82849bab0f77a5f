"""A kiosk's way to its hub, which can be cut and mended."""

from __future__ import annotations

import ssl
import threading
import weakref
from collections.abc import Callable, Mapping

from kiosk.link.caller import Caller, HubPlace, HubReply, HubSilent


class SimulatedLine:
    """`caller` is what the link calls through; `cut` and `mend` may be called from any thread."""

    def __init__(self) -> None:
        self._cut = threading.Event()
        self._callers: weakref.WeakSet[Caller] = weakref.WeakSet()

    @property
    def is_cut(self) -> bool:
        return self._cut.is_set()

    def cut(self) -> None:
        """What is under way ends as it does when a mast falls over."""
        self._cut.set()
        for caller in tuple(self._callers):
            caller.interrupt()

    def mend(self) -> None:
        self._cut.clear()

    def caller(
        self, place: HubPlace, context: ssl.SSLContext | None, count: Callable[[int, int], None]
    ) -> Caller:
        """What the link asks through."""
        made = _CutCaller(self._cut, place, context, count)
        self._callers.add(made)
        return made


class _CutCaller(Caller):
    def __init__(
        self,
        cut: threading.Event,
        place: HubPlace,
        context: ssl.SSLContext | None,
        count: Callable[[int, int], None],
    ) -> None:
        super().__init__(place, context, count=count)
        self._is_cut = cut

    def ask(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        *,
        seconds: float = 30.0,
    ) -> HubReply:
        if self._is_cut.is_set():
            self.close()
            raise HubSilent("the line is cut")
        return super().ask(method, target, headers, body, seconds=seconds)
