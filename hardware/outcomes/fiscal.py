"""Reports of a fiscal device: what it signed, and how its day ended. Amounts are whole minor units."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignedReceipt:
    """`number` and `signature` as the device says them; `qr`: the text of the QR code that a receipt carries;
    `device`: the device's own name. Any of them but the number may be empty."""

    number: str
    signature: str = ""
    qr: str = ""
    device: str = ""


@dataclass(frozen=True, slots=True)
class FiscalDone:
    """The receipt of `id` is signed. Asked again, a device says the same again."""

    id: str
    receipt: SignedReceipt


@dataclass(frozen=True, slots=True)
class FiscalFailed:
    """The receipt of `id` is not signed, and may be asked for again under that id."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class FiscalDayEnded:
    """`number`: of the closed day; empty, with a `reason`, where it was not closed."""

    number: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FiscalExported:
    """What the device has kept, as it says it; empty, with a `reason`, where it did not."""

    data: bytes
    reason: str = ""
