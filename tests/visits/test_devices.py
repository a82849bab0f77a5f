"""Which devices are there, as they say it themselves."""

from __future__ import annotations

from hardware.outcomes import DeviceDown, DeviceUp
from kiosk.visits.examining import examine
from tests.visits.rig import Kiosk


def test_a_device_that_is_gone_is_a_finding_and_nothing_else(kiosk: Kiosk) -> None:
    kiosk.house.handle(DeviceUp("scanner"))
    kiosk.house.handle(DeviceDown("solar", "no answer"))
    found = examine(kiosk.site, kiosk.book, (), kiosk.house.devices.standing)
    assert found["devices"]["scanner"]["up"] is True
    assert "The device solar is not there: no answer." in found["findings"]
    assert kiosk.is_home()
    kiosk.house.handle(DeviceUp("solar"))
    found = examine(kiosk.site, kiosk.book, (), kiosk.house.devices.standing)
    assert not any("solar" in finding for finding in found["findings"])
