"""Templates, times as people read them, and the headers of every page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from kiosk.custody.telling.spans import for_long

_HERE: Final = Path(__file__).parent
HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:;"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
STYLES: Final = (_HERE / "static" / "hub.css").read_bytes()


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["ago"] = ago
    made.filters["moment"] = moment
    made.filters["counted"] = counted
    return made


def ago(at: datetime | None, now: datetime) -> str:
    """`12 min ago`; `never` where there is no time."""
    if at is None:
        return "never"
    seconds = (now - at).total_seconds()
    return "just now" if seconds < 45 else f"{for_long(seconds)} ago"


def moment(at: datetime | None) -> Markup:
    """A time for people, with the exact one for machines and for who points at it."""
    if at is None:
        return Markup("")
    return Markup('<time datetime="{}" title="{} UTC">{}</time>').format(
        at.isoformat(timespec="seconds"), f"{at:%Y-%m-%d %H:%M:%S}", f"{at:%d %b %H:%M}"
    )


def counted(number: int, one: str, many: str = "") -> str:
    """`1 parcel`, `2 parcels`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


_templates = _environment()


def page(name: str, status: int = 200, /, **values: Any) -> HTMLResponse:  # noqa: ANN401  what a template asks for
    """The template of this name, filled."""
    text = _templates.get_template(f"{name}.html").render(**values)
    return HTMLResponse(text, status, HEADERS)


def merged(*parts: Mapping[str, Any]) -> dict[str, Any]:
    """Values of several sources, later ones first."""
    return {key: value for part in parts for key, value in part.items()}
