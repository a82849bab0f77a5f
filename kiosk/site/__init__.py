"""One installed kiosk with its cabinet, as its site file says it. README.md here has the file's keys."""

from __future__ import annotations

from kiosk.site.brand import BrandSite
from kiosk.site.loading import load_site
from kiosk.site.power import NightSite, PowerSite, Quiet, SupplyKind, SupplySite, WhenLow
from kiosk.site.problems import Problem, SiteRefused
from kiosk.site.values import (
    BusSite,
    CameraSite,
    ContactSite,
    FacesSite,
    PrinterSite,
    ProbeSite,
    ScannerSite,
    ScreenSite,
    SensorsSite,
    Site,
    StaffTimers,
)

__all__ = [
    "BrandSite",
    "BusSite",
    "CameraSite",
    "ContactSite",
    "FacesSite",
    "NightSite",
    "PowerSite",
    "PrinterSite",
    "ProbeSite",
    "Problem",
    "Quiet",
    "ScannerSite",
    "ScreenSite",
    "SensorsSite",
    "Site",
    "SiteRefused",
    "StaffTimers",
    "SupplyKind",
    "SupplySite",
    "WhenLow",
    "load_site",
]
