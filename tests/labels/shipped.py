"""The carriers that Cubby brings."""

from __future__ import annotations

from kiosk.site.carriers.folder import carriers_of

SHIPPED = carriers_of(None).known
