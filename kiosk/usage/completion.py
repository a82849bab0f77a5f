"""What `cubby completion` takes."""

from __future__ import annotations

import argparse
from typing import Final

from kiosk.usage.common import parser as made

SHELLS: Final = ("bash", "zsh")


def completion() -> argparse.ArgumentParser:
    parser = made(
        "completion",
        "write what a shell needs to complete commands and options",
        epilog='bash: source <(cubby completion bash). zsh: cubby completion zsh >"${fpath[1]}/_cubby".',
    )
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help="bash or zsh")
    return parser
