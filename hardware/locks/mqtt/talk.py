"""MQTT 3.1.1 client for relays: publishes, waits for replies; queues, retains and repeats nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from typing import Final, Self

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.reasoncodes import ReasonCode

from hardware.locks.bridge.relays import Unreachable
from hardware.locks.mqtt.settings import Broker

CONNECT_WITHIN: Final = 5.0
_ALIVE: Final = 10
"""Seconds after which the broker has to have been heard of."""


class Talk:
    """One connection; it comes back by itself. Used by one thread."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._came = threading.Condition()
        self._last: dict[str, tuple[int, bytes]] = {}
        self._count = 0

    @classmethod
    def with_broker(cls, broker: Broker, topics: Iterable[str]) -> Self:
        """Connect and subscribe; raises Unreachable where that takes longer than `CONNECT_WITHIN`."""
        client = Client(CallbackAPIVersion.VERSION2, clean_session=True)
        talk = cls(client)
        wanted = [(topic, 0) for topic in topics]

        def connected(
            client: Client, _data: object, _flags: object, reason: ReasonCode, _more: object
        ) -> None:
            if not reason.is_failure:
                client.subscribe(wanted)

        client.on_connect = connected
        client.on_subscribe = lambda *_: talk._hear("", b"subscribed")
        client.on_message = talk._message
        client.reconnect_delay_set(1, 5)
        if broker.tls:
            client.tls_set()
        if broker.user is not None:
            client.username_pw_set(broker.user, broker.password)
        try:
            client.connect(broker.host, broker.port, keepalive=_ALIVE)
        except OSError as failure:
            raise Unreachable(f"broker {broker.host}:{broker.port}: {failure}") from failure
        client.loop_start()
        if talk.wait("", lambda _: True, 0, CONNECT_WITHIN) is None:
            talk.close()
            raise Unreachable(f"broker {broker.host}:{broker.port} does not let us in")
        return talk

    @property
    def connected(self) -> bool:
        return self._client.is_connected()

    def say(self, topic: str, text: str) -> int:
        """At most once, and only while connected: a message that waits would open a door later.

        Answers where what comes after it begins, for `wait`. Raises OSError.
        """
        with self._came:
            since = self._count
        if not self._client.is_connected():
            raise OSError("the broker is gone")
        self._client.publish(topic, text, qos=0, retain=False)
        return since

    def wait(self, topic: str, wanted: Callable[[bytes], bool], since: int, seconds: float) -> bytes | None:
        """The message on `topic` that is wanted and came after `since`; None where none comes in time."""
        deadline = time.monotonic() + seconds
        with self._came:
            while True:
                number, said = self._last.get(topic, (0, b""))
                if number > since and wanted(said):
                    return said
                left = deadline - time.monotonic()
                if left <= 0 or not self._came.wait(left):
                    return None

    def last(self, topic: str) -> bytes | None:
        """The last message on a topic, however old."""
        with self._came:
            number, said = self._last.get(topic, (0, b""))
            return said if number else None

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    def _message(self, _client: Client, _data: object, message: MQTTMessage) -> None:
        self._hear(message.topic, bytes(message.payload[:4096]))

    def _hear(self, topic: str, said: bytes) -> None:
        with self._came:
            self._count += 1
            self._last[topic] = (self._count, said)
            self._came.notify_all()
