"""`cubby release`: for people who release builds and have never heard of how they are signed."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from securesystemslib.signer import SSlibKey
from tuf.api.exceptions import RepositoryError, UnsignedMetadataError

from kiosk.clock import Clock, SystemClock
from kiosk.release.adding import Added, Adding, version_of
from kiosk.release.keys import make_key, name_of, name_token_key, open_key, public_key
from kiosk.release.refusal import ReleaseRefused
from kiosk.release.repository import Repository, Waiting, thing_of
from kiosk.terminal.answers import fail, tell
from kiosk.update.refusal import NoUpdate
from kiosk.update.versions import is_version
from kiosk.usage import releases as usage

PASSPHRASE: Final = "CUBBY_PASSPHRASE"  # noqa: S105  the name of a variable
_SOON: Final = timedelta(days=60)


def main(argv: Sequence[str], clock: Clock | None = None) -> int:
    given = usage.release().parse_args(argv)
    now = (clock or SystemClock()).now()
    name = f"release {given.command}"
    try:
        if given.command == "token":
            return tell(given, *_token(given))
        repository = Repository(given.repo.absolute(), now)
        reply, said = _COMMANDS[given.command](given, repository)
    except (ReleaseRefused, NoUpdate) as refusal:
        return fail(given, name, str(refusal))
    except UnsignedMetadataError as failure:
        return fail(given, name, str(failure.__cause__ or failure))
    except RepositoryError as failure:
        return fail(given, name, f"{given.repo} can't be read: {failure}")
    except OSError as failure:
        file = failure.filename or getattr(given, "repo", name)
        return fail(given, name, f"{file}: {(failure.strerror or str(failure)).lower()}")
    lines = [said, *_ending(given, repository, now)]
    return tell(given, {"ok": True, **reply}, "\n".join(filter(None, lines)))


def _init(given: argparse.Namespace, repository: Repository) -> tuple[dict[str, Any], str]:
    if given.repo.absolute() in given.online.absolute().parents:
        raise ReleaseRefused(
            "the online key would be published with the releases; keep it outside the repository"
        )
    people = [_made_or_there(file) for file in given.key]
    online = _made_or_there(given.online, secret=False)
    repository.begin(people, given.threshold, online)
    for file in given.key:
        if file.with_suffix(".pem").exists():
            repository.sign(open_key(file, _passphrase))
    lines = [f"{given.threshold} of {len(people)} sign from now on: {', '.join(map(name_of, people))}."]
    if given.threshold == len(people) and len(people) > 1:
        lines.append("A key that is lost could not be replaced: better have one more than have to sign.")
    waiting = list(repository.waiting())
    if not any(each.missing for each in waiting):
        repository.publish(open_key(given.online, _passphrase))
        lines.append(f"Give each kiosk {given.repo / 'metadata' / '1.root.json'} as root.json.")
    return {"people": [name_of(key) for key in people]}, "\n".join([*lines, *_waits(repository)])


def _add(given: argparse.Namespace, repository: Repository) -> tuple[dict[str, Any], str]:
    version = given.version or version_of(given.build)
    if not is_version(version):
        raise ReleaseRefused(f"{version!r} is no version; one is 1.4.0")
    notes = dict(map(_note, given.notes))
    if given.dry_run:
        with tempfile.TemporaryDirectory(prefix="cubby-release-") as aside:
            listed = repository.releases()
            _, added = Adding(repository.folder, Path(aside), listed).add(given.build, version, notes)
        return _told(added), "\n".join(
            [f"Version {version} would be added; nothing was changed.", *_sizes(added)]
        )
    target, added = Adding(repository.folder, repository.folder, repository.releases()).add(
        given.build, version, notes
    )
    repository.add(target)
    lines = [f"Version {version} is added: {len(added.manifest.files)} files, {_bytes(added.size)}."]
    return _told(added), "\n".join([*lines, *_sizes(added), *_waits(repository)])


def _sign(given: argparse.Namespace, repository: Repository) -> tuple[dict[str, Any], str]:
    waiting = list(repository.waiting())
    if waiting and not given.yes and not given.json and sys.stdin.isatty():
        sys.stdout.write("\n".join([*_news(repository), "Sign it? [y/N] "]))
        sys.stdout.flush()
        if sys.stdin.readline().strip().lower() not in ("y", "yes"):
            raise ReleaseRefused("nothing was signed")
    signed = repository.sign(open_key(given.key, _passphrase))
    said = f"{given.key.stem} has signed {' and '.join(map(thing_of, signed))}."
    return {"signed": list(signed)}, "\n".join([said, *_waits(repository)])


def _publish(given: argparse.Namespace, repository: Repository) -> tuple[dict[str, Any], str]:
    new = repository.publish(open_key(given.online, _passphrase))
    fresh = (
        "Published: kiosks see it from now on." if new else "Nothing new; what is published is fresh again."
    )
    return {"new": new}, fresh


def _rotate(given: argparse.Namespace, repository: Repository) -> tuple[dict[str, Any], str]:
    if bool(given.old) != bool(given.new):
        raise ReleaseRefused("a key is replaced by another: say both --old and --new")
    said = []
    if given.old:
        old, new = public_key(given.old), _made_or_there(given.new)
        repository.replace_person(old, new)
        said.append(f"{name_of(new)} signs in place of {name_of(old)} once that is signed.")
    if given.new_online:
        repository.replace_online(_made_or_there(given.new_online, secret=False))
        said.append("The new online key publishes once that is signed.")
    if not said:
        repository.renew()
        said.append("Everything can be signed for longer now.")
    return {}, "\n".join([*said, *_waits(repository)])


def _token(given: argparse.Namespace) -> tuple[dict[str, Any], str]:
    key = name_token_key(given.out, given.library.absolute(), given.label, given.key, _passphrase)
    said = f"{given.out.with_suffix('.pub')} stands for {name_of(key)}'s key; it may be given to anybody."
    return {"ok": True, "keyid": key.keyid}, said


def _status(_given: argparse.Namespace, repository: Repository) -> tuple[dict[str, Any], str]:
    waits = [
        {"what": each.role, "version": each.version, "by": list(each.by), "missing": each.missing}
        for each in repository.waiting()
    ]
    return {"waiting": waits}, "\n".join([*_news(repository), *_waits(repository)])


_COMMANDS: Final = {
    "init": _init,
    "add": _add,
    "sign": _sign,
    "publish": _publish,
    "rotate": _rotate,
    "status": _status,
}


def _made_or_there(file: Path, *, secret: bool = True) -> SSlibKey:
    """The public half of a key, which is made where neither half is there."""
    if file.with_suffix(".pub").exists() or file.with_suffix(".pem").exists():
        return public_key(file)
    passphrase = None
    if secret:
        passphrase = _passphrase(f"New passphrase of {file.stem}: ")
        if PASSPHRASE not in os.environ and passphrase != _passphrase("Once more: "):
            raise ReleaseRefused("the two passphrases differ; no key was made")
    return make_key(file.with_suffix(".pem"), passphrase)


def _passphrase(what_for: str) -> str:
    told = os.environ.get(PASSPHRASE)
    if told is not None:
        return told
    if not sys.stdin.isatty():
        raise ReleaseRefused(
            f"nobody is there to be asked for a passphrase; a script gives it in {PASSPHRASE}"
        )
    return getpass.getpass(what_for)


def _note(text: str) -> tuple[str, str]:
    language, _, note = text.partition("=")
    if not note or not language.isalpha():
        raise ReleaseRefused(f"{text!r} is no note; one is en='Doors open faster'")
    return language, note


def _news(repository: Repository) -> Iterator[str]:
    """What somebody is about to sign, in words."""
    staged = repository.staged_targets()
    published: Mapping[str, object] = {}
    if any((repository.folder / "metadata").glob("*.targets.json")):
        published = repository.targets().signed.targets
    for path, target in staged.signed.targets.items() if staged is not None else ():
        if path not in published:
            notes = dict((target.custom or {}).get("notes") or {})
            said = f": {notes['en']}" if "en" in notes else "."
            yield f"New release {(target.custom or {}).get('version', path)}{said}"
    root = repository.staged_root()
    if root is not None:
        people = [name_of(root.signed.keys[keyid]) for keyid in root.signed.roles["root"].keyids]
        threshold = root.signed.roles["root"].threshold
        yield f"List of keys {root.signed.version}: {threshold} of {', '.join(people)} sign."


def _waits(repository: Repository) -> Iterator[str]:
    waiting = list(repository.waiting())
    for each in waiting:
        yield _wait(each)
    if waiting and not any(each.missing for each in waiting):
        yield "Everything is signed: `cubby release publish`."


def _wait(waiting: Waiting) -> str:
    names = ", ".join(waiting.by)
    thing = thing_of(waiting.role).capitalize()
    if not waiting.missing:
        return f"{thing} is signed by {names}."
    more = "one more signature" if waiting.missing == 1 else f"{waiting.missing} more signatures"
    return f"{thing} waits for {more}{f', signed by {names} so far' if names else ''}."


def _sizes(added: Added) -> Iterator[str]:
    for version, size in added.fetches.items():
        who = f"a kiosk with {version}" if version else "a kiosk with none of it"
        yield f"  {who} fetches {_bytes(size)}"


def _told(added: Added) -> dict[str, Any]:
    return {"version": added.manifest.version, "bytes": added.size, "fetches": dict(added.fetches)}


def _ending(given: argparse.Namespace, repository: Repository, now: Any) -> Iterator[str]:  # noqa: ANN401
    """What people have to sign again soon."""
    if given.command not in ("publish", "status") or not any(
        (repository.folder / "metadata").glob("*.root.json")
    ):
        return
    for role, end in repository.ends().items():
        if end - now < _SOON:
            thing = thing_of(role).capitalize()
            yield f"{thing} has to be signed again before {end:%Y-%m-%d}: `cubby release rotate`."


def _bytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1_000_000 else f"{size / 1e3:.1f} kB"
