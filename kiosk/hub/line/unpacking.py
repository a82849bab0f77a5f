"""Unpacking what came packed, and no more of it than is allowed: sixteen kilobytes may stand for a
gigabyte.
"""

from __future__ import annotations

import zlib
from typing import Final

_GZIP: Final = 31


class TooLarge(ValueError):  # noqa: N818  says what is the matter
    """It is larger than allowed once it is unpacked."""


class NotPacked(ValueError):  # noqa: N818  says what is the matter
    """It is no gzip, or cut off."""


def unpacked(body: bytes, most: int) -> bytes:
    """The content of one gzip stream. Raises TooLarge, NotPacked."""
    stream = zlib.decompressobj(_GZIP)
    try:
        found = stream.decompress(body, most + 1)
    except zlib.error:
        raise NotPacked from None
    if len(found) > most:
        raise TooLarge
    if not stream.eof or stream.unused_data:
        raise NotPacked
    return found
