"""Imports python-escpos without its side effects. Slow (0.2 s): only in a printer's own thread."""

from __future__ import annotations

import logging
import os
import shutil

# It sets up the root logger of whoever imports it, unless that has a handler already.
_guard = logging.NullHandler()
logging.getLogger().addHandler(_guard)
try:
    from escpos import capabilities  # type: ignore[import-untyped]  # it has no types
    from escpos.escpos import Escpos  # type: ignore[import-untyped]  # it has no types
    from escpos.printer import Dummy  # type: ignore[import-untyped]  # it has no types
finally:
    logging.getLogger().removeHandler(_guard)

# It leaves a new folder with a copy of its table of printers in the temporary folder at each start.
if "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ:
    shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)

__all__ = ["Dummy", "Escpos"]
