"""What `cubby release` takes."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from kiosk.usage.common import add_json
from kiosk.usage.common import parser as made

_ASKED: Final = "passphrases are asked for; a script gives them in CUBBY_PASSPHRASE"


def release() -> argparse.ArgumentParser:
    parser = made("release", "sign and publish builds for kiosks", epilog=_ASKED)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, says: str, *, of_repository: bool = True) -> argparse.ArgumentParser:
        one: argparse.ArgumentParser = commands.add_parser(name, help=says, description=says)
        if of_repository:
            one.add_argument("--repo", type=Path, required=True, metavar="DIR", help="the folder of releases")
        add_json(one)
        return one

    init = command("init", "make a repository, and the keys that are missing")
    init.add_argument(
        "--key",
        type=Path,
        action="append",
        required=True,
        metavar="FILE",
        help="a person's key, such as anna.pem; made where it is missing, .pub where only that is here",
    )
    init.add_argument("--threshold", type=int, default=2, metavar="N", help="how many have to sign (2)")
    _online(init)
    add = command("add", "add a build; says what each kiosk will fetch")
    add.add_argument("build", type=Path, metavar="BUILD", help="the folder that `./cubby build` made")
    add.add_argument("--version", default="", metavar="V", help="else as the build says")
    add.add_argument(
        "--notes",
        action="append",
        default=[],
        metavar="LANGUAGE=TEXT",
        help="what is new, such as en='Doors open faster'; for the technician's screen",
    )
    add.add_argument("--dry-run", action="store_true", help="say what it would be, and change nothing")
    sign = command("sign", "sign what waits for signatures")
    sign.add_argument(
        "--key",
        type=Path,
        required=True,
        metavar="FILE",
        help="one's own key; the .pub file of one on a token",
    )
    sign.add_argument("--yes", action="store_true", help="don't ask first")
    _online(command("publish", "publish what was signed; every night, as still fresh"))
    rotate = command("rotate", "replace a key, or sign everything for longer")
    rotate.add_argument(
        "--old", type=Path, metavar="FILE", help="the key that is to sign no more, or its .pub"
    )
    rotate.add_argument("--new", type=Path, metavar="FILE", help="the one in its place; made where missing")
    rotate.add_argument(
        "--new-online", type=Path, metavar="FILE", help="another online key; made where missing"
    )
    token = command("token", "take a key that is on a token (PKCS#11)", of_repository=False)
    token.add_argument(
        "--library",
        type=Path,
        required=True,
        metavar="FILE",
        help="the token's own, such as libykcs11.so or opensc-pkcs11.so",
    )
    token.add_argument("--label", metavar="TEXT", help="which token, where several are plugged in")
    token.add_argument(
        "--key", type=int, default=2, metavar="N", help="which key on it (2: to sign with, on a PIV card)"
    )
    token.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="such as anna.pub; stands for the key"
    )
    command("status", "say what waits for whom, and how long signatures hold")
    return parser


def _online(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--online",
        type=Path,
        required=True,
        metavar="FILE",
        help="the key of the machine that publishes; kept outside the repository",
    )
