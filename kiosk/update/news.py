"""What fetcher and installer tell the kiosk: lines of JSON, which the kiosk puts into its journal."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.custody.machine.updates import UpdateFault, UpdateStage
from kiosk.update.installation import Installation, append_shared
from kiosk.update.versions import is_version

_MOST: Final = 100
"""Lines that are read at once; a fetcher gone wild fills no journal."""


@dataclass(frozen=True, slots=True)
class UpdateNews:
    """`version`: empty where none is known. `size`: bytes that came. `why`: of a refusal."""

    stage: UpdateStage
    version: str
    size: int = 0
    why: UpdateFault | None = None


def note(installation: Installation, news: UpdateNews) -> None:
    """Raises OSError."""
    told = {"stage": news.stage, "version": news.version, "size": news.size, "why": news.why}
    installation.state.mkdir(parents=True, exist_ok=True)
    append_shared(_file(installation), json.dumps(told) + "\n")


def take_news(installation: Installation) -> tuple[UpdateNews, ...]:
    """What was told since the last time, to be dropped by `drop_news` once it is kept. Raises OSError."""
    taken = _taken(installation)
    if not taken.exists():
        try:
            _file(installation).rename(taken)
        except FileNotFoundError:
            return ()
    lines = taken.read_text("utf-8", errors="replace").splitlines()[:_MOST]
    return tuple(news for line in dict.fromkeys(lines) if (news := _news(line)) is not None)


def drop_news(installation: Installation) -> None:
    """Raises OSError."""
    _taken(installation).unlink(missing_ok=True)


def _file(installation: Installation) -> Path:
    return installation.state / "news"


def _taken(installation: Installation) -> Path:
    return installation.state / "news.taken"


def _news(line: str) -> UpdateNews | None:
    """None where it is none of ours."""
    try:
        told = json.loads(line)
        version, why = str(told["version"]), told["why"]
        news = UpdateNews(
            UpdateStage(told["stage"]), version, int(told["size"]), UpdateFault(why) if why else None
        )
    except (ValueError, KeyError, TypeError):
        return None
    return news if not version or is_version(version) else None
