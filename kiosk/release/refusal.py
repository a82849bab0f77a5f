"""Why a step of releasing is refused, in one sentence; the repository stays as it is."""

from __future__ import annotations


class ReleaseRefused(Exception):  # noqa: N818  says what is the matter
    """The sentence for people."""
