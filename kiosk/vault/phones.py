"""Phones: one spelling for each, E.164, however it was written; what can't be a number is none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import TZPATH

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, ValidationResult

from kiosk.journal.spelling import digits_of

# Besides digits: what people and their programs set numbers with, and nothing that could hide something.
_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
_HYPHENS = "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}"
_ALLOWED = frozenset(f"0123456789+-./() {_SPACES}{_HYPHENS}")
_LONGEST = 40


class NoPhone(ValueError):  # noqa: N818  says what is the matter
    """The text is one sentence for a person."""


@dataclass(frozen=True, slots=True)
class Phones:
    """Reads phones as people at the site write them. `home`: its country in ISO 3166, empty if unknown."""

    home: str = ""

    def read(self, text: str) -> str:
        """The number in E.164. Raises NoPhone where it can't be one."""
        if not set(text) <= _ALLOWED or not text.strip() or len(text) > _LONGEST:
            raise NoPhone(f"{text!r} is not a phone number: wanted one such as +49 30 1234567.")
        number = _parsed(text, self.home)
        if number is None:
            if not self.home and "+" not in text:
                raise NoPhone(
                    f"{text!r} needs its country's code, such as +49, or `country` in the site file."
                )
            raise NoPhone(f"{text!r} can't be a phone number: its code or its length is wrong.")
        return number

    def key(self, text: str) -> str:
        """The same for every spelling of a phone, also for what was taken for one before there was `read`."""
        digits = digits_of(text)
        international = text.strip().startswith("+")
        return _parsed(f"+{digits}" if international else digits, self.home) or digits


def _parsed(text: str, home: str) -> str | None:
    try:
        number = phonenumbers.parse(text, home or None)
    except NumberParseException:
        return None
    if phonenumbers.is_possible_number_with_reason(number) is not ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def is_country(code: str) -> bool:
    """Whether this is the code of a country that has phones."""
    return code in phonenumbers.SUPPORTED_REGIONS


def home_of(country: str, phone: str, time_zone: str) -> str:
    """The country of a site: what it says itself, else its own phone's, else its time zone's, else empty."""
    if country:
        return country
    if phone.strip().startswith("+"):
        try:
            region = phonenumbers.region_code_for_number(phonenumbers.parse(phone, None))
        except NumberParseException:
            region = None
        if region is not None and is_country(region):
            return region
    return _of_zone(time_zone)


def _of_zone(time_zone: str) -> str:
    """As the time zone database's table says; empty where it is not there."""
    for folder in TZPATH:
        try:
            lines = Path(folder, "zone.tab").read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            continue
        rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
        return next((row[0] for row in rows if row[2:3] == [time_zone] and is_country(row[0])), "")
    return ""
