"""Where releases come from: a web address or a folder, such as a stick; and a copy of what was fetched."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urlsplit

import requests
from tuf.api.exceptions import DownloadError, DownloadHTTPError
from tuf.ngclient.fetcher import FetcherInterface

from kiosk.custody.machine.updates import UpdateFault
from kiosk.update.manifest import Packed
from kiosk.update.packing import sha256_of
from kiosk.update.refusal import NoUpdate, disk_refusal

_CHUNK: Final = 1 << 16
_CONNECT, _READ = 15.0, 60.0
"""Seconds: for an answer to begin, and between two pieces of it."""
_MISSING: Final = 404


class FolderSource(FetcherInterface):
    """Reads below `folder` and nowhere else; addresses are file:///..."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self.address = f"file://{quote(str(self._folder))}/"

    def _fetch(self, url: str) -> Iterator[bytes]:
        path = Path(unquote(urlsplit(url).path)).resolve()
        if not path.is_relative_to(self._folder):
            raise DownloadHTTPError(f"{path} is not in {self._folder}", _MISSING)
        try:
            file = path.open("rb")
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as failure:
            raise DownloadHTTPError(f"{path} is not there", _MISSING) from failure
        with file:
            while chunk := file.read(_CHUNK):
                yield chunk

    def fetch(self, url: str) -> Iterator[bytes]:
        """As its parent has it; a generator's own errors come only when it is asked for something."""
        return _told(self._fetch(url), url)


class WebSource(FetcherInterface):
    """Reads from a web address, which ends with a slash."""

    def __init__(self, address: str) -> None:
        self.address = address if address.endswith("/") else f"{address}/"
        self._session = requests.Session()

    def _fetch(self, url: str) -> Iterator[bytes]:
        # What is packed is packed already; a server that packs it again would alter its length.
        asked = self._session.get(
            url, stream=True, timeout=(_CONNECT, _READ), headers={"Accept-Encoding": "identity"}
        )
        with asked:
            if asked.status_code != requests.codes.ok:
                raise DownloadHTTPError(f"{url} answers {asked.status_code}", asked.status_code)
            yield from asked.iter_content(_CHUNK)

    def fetch(self, url: str) -> Iterator[bytes]:
        """As its parent has it; a generator's own errors come only when it is asked for something."""
        return _told(self._fetch(url), url)


class KeepingSource(FetcherInterface):
    """Hands on what another source has, and leaves a copy of it in `folder`, under the same names."""

    def __init__(self, source: Source, folder: Path) -> None:
        self._source = source
        self._folder = folder
        self.address: str = source.address

    def _fetch(self, url: str) -> Iterator[bytes]:
        return self.fetch(url)

    def fetch(self, url: str) -> Iterator[bytes]:
        """Kept once it has come as a whole."""
        content = b"".join(self._source.fetch(url))
        path = self._folder / unquote(url.removeprefix(self.address))
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.new")
        unfinished.write_bytes(content)
        unfinished.replace(path)
        yield content


Source = FolderSource | WebSource | KeepingSource


def source_of(repository: str) -> FolderSource | WebSource:
    """Of a web address or a folder. Raises NoUpdate."""
    if repository.startswith(("http://", "https://")):
        return WebSource(repository)
    folder = Path(repository)
    if not (folder / "metadata").is_dir():
        raise NoUpdate(
            UpdateFault.NO_ANSWER, f"{repository} is no repository of releases: it has no folder metadata"
        )
    return FolderSource(folder)


def receive(source: Source, name: str, wanted: Packed, to: Path) -> None:
    """Fetch what has this name, size and hash into the file `to`. Raises NoUpdate.

    `to` is there as a whole or not at all; what came before is not fetched again.
    """
    if is_packed(to, wanted):
        return
    digest, size = hashlib.sha256(), 0
    unfinished = to.with_name(f".{to.name}.new")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as file:
            for chunk in source.fetch(f"{source.address}{name}"):
                digest.update(chunk)
                size += len(chunk)
                if size > wanted.size:
                    break
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        if size != wanted.size or digest.hexdigest() != wanted.sha256:
            raise NoUpdate(UpdateFault.ALTERED, f"{name} was altered: it is not what was signed")
        unfinished.replace(to)
    except DownloadError as failure:
        raise no_answer(failure) from failure
    except OSError as failure:
        raise disk_refusal(failure) from failure
    finally:
        unfinished.unlink(missing_ok=True)


def is_packed(file: Path, wanted: Packed) -> bool:
    """Whether it is there, with this size and hash. Raises NoUpdate."""
    try:
        return file.is_file() and file.stat().st_size == wanted.size and sha256_of(file) == wanted.sha256
    except OSError as failure:
        raise disk_refusal(failure) from failure


def no_answer(failure: DownloadError) -> NoUpdate:
    """What kept a file from coming."""
    why = failure if isinstance(failure, DownloadHTTPError) else (failure.__cause__ or failure)
    text = " ".join(str(why).split()) or type(why).__name__
    return NoUpdate(UpdateFault.NO_ANSWER, f"the releases can't be fetched: {text}")


def _told(chunks: Iterator[bytes], url: str) -> Iterator[bytes]:
    """What the world does comes as a DownloadError, also in the middle; our own disk is somebody else's."""
    try:
        yield from chunks
    except (requests.RequestException, OSError) as failure:
        raise DownloadError(f"{url} did not come") from failure
