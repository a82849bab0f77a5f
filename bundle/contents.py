"""What the frozen ground holds beyond what PyInstaller finds, and what it leaves out of that."""

from __future__ import annotations

from typing import Final

EXCLUDED: Final = (
    "IPython", "PyInstaller", "_distutils_hack", "_pytest", "alembic", "babel", "cyclonedx", "dlib",
    "docutils", "ensurepip", "face_recognition_models", "fastapi", "hypothesis", "idlelib", "jinja2",
    "lib2to3", "lxml", "matplotlib", "msgspec", "mypy", "pandas", "pip", "pkcs11", "pkg_resources", "psycopg",
    "pydoc_data", "pytest", "selenium", "setuptools", "sqlalchemy", "starlette", "test", "tkinter", "trio",
    "turtle", "uvicorn", "wheel", "xdist",
)  # fmt: skip
"""Tools of tests, hub and build, which optional imports of others would bring; and faces, an extra."""

BY_NAME: Final = ("tzdata",)
"""Imported by nobody by a statement: the time zones of a machine that has none."""

WITH_DATA: Final = ("biip", "escpos")
"""Packages whose own data no hook of PyInstaller knows of."""

LOADED: Final = (
    "libEGL.so.1", "libGL.so.1", "libGLX.so.0", "libGLdispatch.so.0", "libOpenGL.so.0", "libdrm.so.2",
    "libfribidi.so.0", "libwayland-client.so.0", "libwayland-cursor.so.0", "libwayland-egl.so.1",
    "libxcb.so.1", "libzbar.so.0",
)  # fmt: skip
"""Libraries that PyInstaller leaves to the system, or can't know of; a bare Debian has none of them."""

FONTS: Final = (
    "opentype/inter/Inter-Bold.otf",
    "opentype/inter/Inter-Medium.otf",
    "opentype/inter/Inter-Regular.otf",
    "opentype/inter/Inter-SemiBold.otf",
    "truetype/dejavu/DejaVuSans.ttf",
    "truetype/dejavu/DejaVuSans-Bold.ttf",
    "truetype/noto/NotoSans-Bold.ttf",
    "truetype/noto/NotoSans-Regular.ttf",
    "truetype/noto/NotoSansArabic-Bold.ttf",
    "truetype/noto/NotoSansArabic-Regular.ttf",
    "truetype/noto/NotoSansSymbols-Regular.ttf",
    "truetype/noto/NotoSansSymbols2-Regular.ttf",
)
"""Below /usr/share/fonts: what the shipped languages are shown with and receipts are drawn with."""
