"""Camera factory: a camera from its text in the site file."""

from __future__ import annotations

from pathlib import Path

from hardware.cameras.camera import Camera
from hardware.cameras.film import FilmCamera
from hardware.cameras.folder import FolderCamera
from hardware.cameras.synthetic import SyntheticCamera
from hardware.cameras.v4l import V4lCamera


def camera_from(source: str) -> Camera:
    """`folder:DIR`, `film:FILE`, `synthetic:FILE`, or the stable path of a Video4Linux device."""
    match source.split(":", 1):
        case ["folder", folder]:
            return FolderCamera(Path(folder))
        case ["film", file]:
            return FilmCamera(Path(file))
        case ["synthetic", file]:
            return SyntheticCamera(Path(file))
        case _:
            return V4lCamera(source)
