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


class Machine:
    """Two clocks that stand still, and a kernel that is asked how often."""

    def __init__(self) -> None:
        self.wall, self.passed = 1_000_000.0, 50.0
        self.set = True
        self.asked = 0

    def kernel(self) -> bool:
        self.asked += 1
        return self.set

    def clocks(self) -> tuple[float, float]:
        return self.wall, self.passed

    def after(self, seconds: float) -> None:
        self.wall += seconds
        self.passed += seconds


def test_nobody_is_asked_twice_within_a_second(tmp_path: Path) -> None:
    machine = Machine()
    clock = SystemClock(machine.kernel, tmp_path / "never", machine.clocks)
    for _ in range(9):
        assert clock.trusted()
        machine.after(0.11)
    assert machine.asked == 1


@pytest.mark.parametrize("trusted", [True, False])
def test_what_changed_is_known_a_second_later(tmp_path: Path, *, trusted: bool) -> None:
    machine = Machine()
    machine.set = not trusted
    clock = SystemClock(machine.kernel, tmp_path / "never", machine.clocks)
    assert clock.trusted() is not trusted
    machine.set = trusted
    machine.after(1.0)
    assert clock.trusted() is trusted


@pytest.mark.parametrize("by", [-86400.0, -0.1, 0.1, 3600.0])
def test_a_wall_clock_that_was_set_is_asked_about_at_once(tmp_path: Path, by: float) -> None:
    """Also while the other clock stands still."""
    machine = Machine()
    clock = SystemClock(machine.kernel, tmp_path / "never", machine.clocks)
    assert clock.trusted()
    machine.wall += by
    machine.set = False
    assert not clock.trusted()
    machine.set = True
    assert not clock.trusted()
    machine.after(1.0)
    assert clock.trusted()
