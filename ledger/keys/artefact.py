"""Copy of the keys («резервная копия ключей»): a backup of its own, apart from the ledger's.

JSON lines: a head that names the wrapping key, one line a key, and a foot with their number and SHA-256. The keys are
wrapped, so a copy opens nothing by itself. A copy is judged by the ledger it is restored beside: what that ledger
destroyed does not come back, and what it never committed to is left out.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from ledger.keys.cipher import digest
from ledger.keys.errors import KeysUnusable
from ledger.keys.files import write_new
from ledger.keys.store import REQUESTS, KeyStore
from ledger.keys.wrapping import Wrapping


class _Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="format", tag="ledger-keys-v1"):
    wrapping: str


class _Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    wrapped: bytes | None
    destroyed_at: datetime | None


class _Foot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    keys: int
    sha256: str


_encoder = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Fates:
    """What a ledger says of its keys: the SHA-256 it committed to, and the moment of each destruction."""

    committed: Mapping[str, str]
    destroyed: Mapping[str, datetime]


class Restored(NamedTuple):
    """What came of a restoration, by key id."""

    added: tuple[str, ...]
    """Live again."""
    refused: tuple[str, ...]
    """In the copy they live, but they were destroyed since; they stay destroyed."""
    unknown: tuple[str, ...]
    """The ledger never committed to them; left out."""
    missing: tuple[str, ...]
    """The ledger needs them, and neither the copy nor the key store has them: the copy is older than the ledger."""


def export(store: KeyStore, path: Path) -> int:
    """Write all keys as of one moment to a new file for its owner only, flushed, and return how many.

    Made after the ledger's own backup it holds every key of it, for a key is kept before the event that commits to it.

    Raises:
        KeysUnusable: the file exists or cannot be written, or the keys are wrapped by another key.
        Unavailable: the key store cannot answer.

    """
    rows = store.everything()
    lines = [_Head(store.wrapping.fingerprint), *(_Line(*row) for row in rows)]
    data = _encoder.encode_lines(lines)
    write_new(path, data + _encoder.encode_lines([_Foot(len(rows), hashlib.sha256(data).hexdigest())]))
    return len(rows)


def check(path: Path, wrapping: Wrapping) -> None:
    """Refuse a copy that *wrapping* does not open whole, before anything is done with it.

    Raises:
        KeysUnusable: the copy is damaged or wrapped by another key.

    """
    _secrets(_lines(path, wrapping), wrapping)


def restore(store: KeyStore, path: Path, fates: Fates, *, wrapped_by: Wrapping | None = None) -> Restored:
    """Put keys of a copy back beside the ledger that tells their *fates*; `wrapped_by` opens the copy if another key.

    Raises:
        KeysUnusable: the copy is damaged, or wrapped by another key, or holds a key that is not the ledger's.
        Unavailable: nothing is restored.

    """
    wrapping = wrapped_by or store.wrapping
    lines = _lines(path, wrapping)
    secrets = _secrets(lines, wrapping)
    destroyed = {line.id: line.destroyed_at for line in lines if line.destroyed_at} | dict(fates.destroyed)
    for key in secrets.keys() & fates.committed.keys():
        if digest(secrets[key]) != fates.committed[key]:
            raise KeysUnusable("keys.copy-foreign", key=key, path=path)
    wanted = {key: secrets[key] for key in secrets if key in fates.committed or key == REQUESTS}
    added = store.put_back(wanted, destroyed)
    known = store.known([*wanted, *fates.committed])
    return Restored(
        added=tuple(sorted(added - {REQUESTS})),
        refused=tuple(sorted(key for key in wanted if not known[key])),
        unknown=tuple(sorted(secrets.keys() - wanted.keys())),
        missing=tuple(sorted(key for key in fates.committed if key not in known)),
    )


def _secrets(lines: list[_Line], wrapping: Wrapping) -> dict[str, bytes]:
    return {line.id: wrapping.unwrap(line.id, line.wrapped) for line in lines if line.wrapped is not None}


def _lines(path: Path, wrapping: Wrapping) -> list[_Line]:
    """Return the keys of a copy, after its foot and its wrapping key were checked."""
    try:
        *body, last = path.read_bytes().splitlines(keepends=True)
        foot = msgspec.json.decode(last, type=_Foot)
        head = msgspec.json.decode(body[0], type=_Head)
        lines = [msgspec.json.decode(line, type=_Line) for line in body[1:]]
    except (ValueError, IndexError):
        raise KeysUnusable("keys.copy-damaged", path=path) from None
    except OSError as error:
        raise KeysUnusable("keys.file-unreadable", path=path, words=error.strerror) from None
    if foot != _Foot(len(lines), hashlib.sha256(b"".join(body)).hexdigest()):
        raise KeysUnusable("keys.copy-damaged", path=path)
    if head.wrapping != wrapping.fingerprint:
        raise KeysUnusable("keys.copy-other-wrapping", path=path, found=head.wrapping, fingerprint=wrapping.fingerprint)
    return lines
