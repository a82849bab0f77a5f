"""What tshark's own dissector reads in APDUs: a judge that knows nothing of our code."""

from __future__ import annotations

import re
import struct
import subprocess
from collections.abc import Sequence
from pathlib import Path

_RAW_IP = 101
_PORT = 20007
_LOOPBACK = bytes((127, 0, 0, 1))


def dissected(apdus: Sequence[bytes], folder: Path) -> list[str]:
    """For each APDU what tshark says of it, line under line, from "Control-field" on."""
    file = folder / "apdus.pcap"
    file.write_bytes(_capture(apdus))
    told = subprocess.run(
        ("tshark", "-r", file, "-d", f"tcp.port=={_PORT},zvt", "-V", "-O", "zvt"),
        capture_output=True, text=True, check=True, timeout=60,
    ).stdout  # fmt: skip
    frames = re.split(r"^Frame \d+:.*$", told, flags=re.MULTILINE)[1:]
    assert len(frames) == len(apdus)
    return [frame.partition("ZVT APDU")[2] for frame in frames]


def _capture(apdus: Sequence[bytes]) -> bytes:
    out = struct.pack("<IHHIIII", 0xA1B2C3D4, 2, 4, 0, 0, 0xFFFF, _RAW_IP)
    sequence = 1
    for apdu in apdus:
        length = 40 + len(apdu)
        out += struct.pack("<IIII", 0, 0, length, length)
        out += struct.pack(">BBHHHBBH4s4s", 0x45, 0, length, 1, 0, 64, 6, 0, _LOOPBACK, _LOOPBACK)
        out += struct.pack(">HHIIBBHHH", _PORT, 40000, sequence, 1, 0x50, 0x18, 8192, 0, 0) + apdu
        sequence += len(apdu)
    return out
