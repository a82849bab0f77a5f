"""What a visitor sees and touches."""

from __future__ import annotations

from ui.immortal import keep_alive

keep_alive()
