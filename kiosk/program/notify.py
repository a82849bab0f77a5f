"""Tells systemd that we are ready and alive, where it asked to be told (`NOTIFY_SOCKET`)."""

from __future__ import annotations

import logging
import os
import socket

log = logging.getLogger(__name__)


def sd_notify(state: str) -> None:
    """Send one state such as "READY=1" or "WATCHDOG=1"; nothing where nobody listens."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):
        address = "\0" + address[1:]
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notifier:
            notifier.settimeout(0)  # whoever should listen and doesn't must not hold the kiosk up
            notifier.sendto(state.encode(), address)
    except OSError as failure:
        log.warning("systemd could not be told %s: %s", state, failure)
