"""Who is asked whether the clock was set: systemd's marker, and the kernel, which chronyd and ntpd tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.clock import SystemClock, kernel_says_set, tells_of_a_server

UNSYNC, PLL, NANO = 0x40, 0x01, 0x2000


@pytest.mark.parametrize(
    ("kernel", "marker", "trusted"),
    [(False, False, False), (True, False, True), (False, True, True), (True, True, True)],
)
def test_either_of_them_is_enough(tmp_path: Path, kernel: bool, marker: bool, trusted: bool) -> None:
    file = tmp_path / "synchronized"
    if marker:
        file.touch()
    assert SystemClock(lambda: kernel, file).trusted() is trusted


@pytest.mark.parametrize(
    ("status", "maxerror", "trusted"),
    [
        (UNSYNC, 16_000_000, False),  # as the kernel starts
        (UNSYNC | NANO, 0, False),  # nobody has ever said anything
        (PLL | NANO, 35_000, True),  # timesyncd, ntpd, chronyd with rtcsync
        (UNSYNC | NANO, 61_000, True),  # chronyd without rtcsync
        (PLL, 16_000_000, True),
    ],
)
def test_what_the_kernel_says_of_its_clock(status: int, maxerror: int, *, trusted: bool) -> None:
    assert tells_of_a_server(status, maxerror) is trusted


def test_the_kernel_of_this_machine_answers() -> None:
    assert kernel_says_set() in (True, False)
