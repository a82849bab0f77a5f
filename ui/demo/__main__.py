"""`python -m ui.demo`."""

from __future__ import annotations

import sys

from ui.demo.command import main

sys.exit(main(sys.argv[1:]))
