"""The append-only, hash-chained record of everything that happened, and the tables beside it."""

from kiosk.journal import sparing

sparing.load()
