"""A code that calls a number: what a telephone takes for a call, as a picture that any decoder reads."""

from __future__ import annotations

import base64

import pytest

from kiosk.terminal.qr import calls, qr_picture


@pytest.mark.parametrize(
    ("phone", "wanted"),
    [
        ("+49 30 555 0100", "tel:+49305550100"),
        ("030 / 555-0100", "tel:0305550100"),
        (" +44 (0)20", "tel:+44020"),
        ("", ""),
        ("ask at the desk", ""),
        ("٠٣٠", ""),
    ],
)
def test_a_number_becomes_a_call(phone: str, wanted: str) -> None:
    assert calls(phone) == wanted


def test_the_picture_is_a_png_of_one_pixel_a_module() -> None:
    head, data = qr_picture("tel:+49305550100").split(",", 1)
    png = base64.b64decode(data)
    assert head == "data:image/png;base64"
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == 25 + 2 * 4
