"""Which devices are there, as they say it themselves."""

from __future__ import annotations

from hardware.outcomes.devices import DeviceDown, DeviceUp
from kiosk.doctor.examination import examine
from tests.helpers.findings import texts
from tests.visits.rig import Kiosk


def test_a_device_that_is_gone_is_a_finding_and_nothing_else(kiosk: Kiosk) -> None:
    kiosk.house.handle(DeviceUp("scanner"))
    kiosk.house.handle(DeviceDown("solar", "no answer"))
    found = examine(kiosk.site, kiosk.book, (), kiosk.house.devices.standing)
    assert found["devices"]["scanner"]["up"] is True
    assert "Solar: not connected (no answer). Check its cable and its power." in texts(found)
    assert kiosk.is_home()
    kiosk.house.handle(DeviceUp("solar"))
    found = examine(kiosk.site, kiosk.book, (), kiosk.house.devices.standing)
    assert not any("Solar" in text for text in texts(found))
