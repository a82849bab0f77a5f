"""What an order that can't be carried out raises."""

from __future__ import annotations


class OrderRefused(Exception):  # noqa: N818  a refusal, as its text says
    """An order that can't be carried out; the text is one sentence for whoever gave it. Nothing was done."""
