"""Connection state of a device: posted and logged once when lost, and once when back."""

from __future__ import annotations

import logging
from collections.abc import Callable

from hardware.outcomes.devices import DeviceDown, DeviceUp


class Presence:
    """Posts `DeviceUp` and `DeviceDown` where something changed; unknown at first."""

    def __init__(self, name: str, post: Callable[[DeviceUp | DeviceDown], None], log: logging.Logger) -> None:
        self._name = name
        self._post = post
        self._log = log
        self._is_up: bool | None = None

    def up(self) -> bool:
        """The device answers; true when that is news."""
        if self._is_up:
            return False
        if self._is_up is False:
            self._log.info("%s is connected again", self._name)
        self._is_up = True
        self._post(DeviceUp(self._name))
        return True

    def down(self, reason: str) -> bool:
        """The device doesn't answer; true when that is news."""
        if self._is_up is False:
            return False
        self._log.warning("%s is not connected: %s", self._name, reason)
        self._is_up = False
        self._post(DeviceDown(self._name, reason))
        return True
