"""What an order is, in the words of whoever reads the pages."""

from __future__ import annotations

from typing import Any


def order_words(order: dict[str, Any]) -> str:
    """What an order is, in words."""
    args = order["args"]
    match order["act"]:
        case "open":
            return f"Open door {args.get('compartment', '?')}"
        case "withdraw":
            return "Don't hand this parcel out"
        case "delegate":
            return f"A code for somebody else, for {args.get('hours', '?')} hours"
        case "announce":
            return "Announce a parcel"
        case act:
            return str(act).replace("-", " ").capitalize()
