"""Phrases that were made into sound before: the newest used ones, so many bytes of them."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from hardware.speech.sound.samples import Samples

MOST: Final = 8 * 2**20
"""Bytes: three minutes of speech."""

Key = tuple[str, str, float]


class PhraseCache:
    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[Key, Samples] = OrderedDict()
        self.size = 0
        """Bytes of sound that are kept."""

    def get(self, key: Key) -> Samples | None:
        if key not in self._kept:
            return None
        self._kept.move_to_end(key)
        return self._kept[key]

    def put(self, key: Key, samples: Samples) -> None:
        """What is too large by itself is not kept."""
        if key in self._kept or _bytes(samples) > self._most:
            return
        self._kept[key] = samples
        self.size += _bytes(samples)
        while self.size > self._most:
            _, dropped = self._kept.popitem(last=False)
            self.size -= _bytes(dropped)


def _bytes(samples: Samples) -> int:
    return len(samples) * samples.itemsize
