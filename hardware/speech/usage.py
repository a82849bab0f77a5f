"""Arguments of the commands about speech; help needs no library."""

from __future__ import annotations

import argparse
from pathlib import Path

from hardware.speech.client import FASTEST, LOUDEST, SLOWEST


def speak() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cubby speak",
        description="say a text on this machine, or write it into a WAV file",
        allow_abbrev=False,
    )
    parser.add_argument("text", metavar="TEXT", help="what is said; markup in it is read as text")
    parser.add_argument("--language", required=True, metavar="CODE", help="of the text, such as en or ar")
    parser.add_argument("--out", type=Path, metavar="FILE.wav", help="write the sound there, and stay silent")
    parser.add_argument("--device", metavar="NAME", help="an ALSA device of `aplay -L`, else the usual one")
    parser.add_argument("--voice", metavar="NAME", help="a voice of espeak-ng, else the language's usual one")
    parser.add_argument(
        "--speed", type=_speed, default=1.0, metavar="TIMES", help=f"{SLOWEST:g} to {FASTEST:g}; 1 is usual"
    )
    parser.add_argument(
        "--volume", type=int, choices=range(1, LOUDEST + 1), default=LOUDEST, help="5 is loudest"
    )
    return parser


def speech() -> argparse.ArgumentParser:
    """Of the process that speaks for a kiosk, which starts it by itself."""
    parser = argparse.ArgumentParser(
        prog="speech",
        description="speak for a kiosk; ends when its standard input does",
        allow_abbrev=False,
    )
    parser.add_argument("--device", metavar="NAME", help="an ALSA device, else the usual one")
    parser.add_argument("--headphones", metavar="NAME", help="the ALSA device of headphones")
    parser.add_argument("--jack", metavar="PATH", help="the input device that tells of headphones")
    parser.add_argument(
        "--voice", action="append", default=[], metavar="LANGUAGE=NAME", help="a language's voice; repeatable"
    )
    return parser


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not SLOWEST <= speed <= FASTEST:
        raise argparse.ArgumentTypeError(f"{text} is not between {SLOWEST:g} and {FASTEST:g}")
    return speed
