"""The names of the roles that tasks and legs are made for; `kiosk.access.roles` says what each may do."""

from __future__ import annotations

from typing import Final

COURIER: Final = "courier"
TECHNICIAN: Final = "technician"
SUBCONTRACTOR: Final = "subcontractor"
OPERATOR: Final = "operator"


def doing(role: str) -> str:
    """Whoever does the work that a service file has for `role`: technicians, where nobody here has it."""
    return role if role in (COURIER, TECHNICIAN, SUBCONTRACTOR, OPERATOR) else TECHNICIAN
