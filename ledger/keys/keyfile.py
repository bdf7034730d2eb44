"""Key file («файл ключа-обёртки»): where the wrapping key lies, or the salt from which a passphrase gives it."""

import base64
import hashlib
import os
import stat
from pathlib import Path

import msgspec

from ledger.keys.errors import KeysUnusable
from ledger.keys.files import write_new
from ledger.keys.wrapping import WRAPPING_SIZE, Wrapping
from ledger.ports import Entropy

_SALT_SIZE = 16
_FILE_LIMIT = 4096
_SCRYPT_MEMORY = 2**28


class _Key(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="format", tag="ledger-wrapping-key-v1"):
    """The key itself, in Base64."""

    key: str


class _Passphrase(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="format", tag="ledger-wrapping-passphrase-v1"
):
    """How scrypt (RFC 7914) makes the key from a passphrase; the fingerprint tells a wrong one."""

    salt: str
    fingerprint: str
    n: int = 2**17
    r: int = 8
    p: int = 1


def load(path: Path, passphrase: str | None = None) -> Wrapping:
    """Return the wrapping key of the file.

    Raises:
        KeysUnusable: no such file, open to others, damaged, or the passphrase is missing or wrong.

    """
    try:
        file = msgspec.json.decode(_read(path), type=_Key | _Passphrase)
        if isinstance(file, _Key):
            return _wrapping(base64.b64decode(file.key, validate=True), path)
        salt = base64.b64decode(file.salt, validate=True)
    except ValueError:
        raise KeysUnusable("keys.file-damaged", path=path) from None
    if not passphrase:
        raise KeysUnusable("keys.passphrase-missing", path=path)
    wrapping = Wrapping(_derived(passphrase, salt, file))
    if wrapping.fingerprint != file.fingerprint:
        raise KeysUnusable("keys.passphrase-wrong", path=path)
    return wrapping


def create(path: Path, entropy: Entropy, passphrase: str | None = None) -> Wrapping:
    """Make a key file, whole or not at all, and return its wrapping key.

    Raises:
        KeysUnusable: the file exists, it is never overwritten; or it cannot be written.

    """
    if passphrase:
        salt = entropy.secret(_SALT_SIZE)
        blank = _Passphrase(_text(salt), "")
        wrapping = Wrapping(_derived(passphrase, salt, blank))
        _write(path, msgspec.structs.replace(blank, fingerprint=wrapping.fingerprint))
        return wrapping
    secret = entropy.secret(WRAPPING_SIZE)
    _write(path, _Key(_text(secret)))
    return Wrapping(secret)


def load_or_create(path: Path, entropy: Entropy, passphrase: str | None = None) -> Wrapping:
    """Return the wrapping key of the file, made at the first call; several processes may call at once."""
    if not path.exists():
        try:
            return create(path, entropy, passphrase)
        except KeysUnusable as error:
            if error.code != "keys.file-exists":
                raise
    return load(path, passphrase)


def _wrapping(secret: bytes, path: Path) -> Wrapping:
    if len(secret) != WRAPPING_SIZE:
        raise KeysUnusable("keys.file-damaged", path=path)
    return Wrapping(secret)


def _derived(passphrase: str, salt: bytes, how: _Passphrase) -> bytes:
    return hashlib.scrypt(
        passphrase.encode(), salt=salt, n=how.n, r=how.r, p=how.p, maxmem=_SCRYPT_MEMORY, dklen=WRAPPING_SIZE
    )


def _read(path: Path) -> bytes:
    """Read a file that nobody else can read or could have written."""
    try:
        with path.open("rb") as stream:
            found = os.fstat(stream.fileno())
            if not stat.S_ISREG(found.st_mode) or found.st_mode & 0o077 or found.st_uid != os.geteuid():
                raise KeysUnusable("keys.file-open", path=path)
            return stream.read(_FILE_LIMIT)
    except FileNotFoundError:
        raise KeysUnusable("keys.file-missing", path=path) from None
    except OSError as error:
        raise KeysUnusable("keys.file-unreadable", path=path, words=error.strerror) from None


def _write(path: Path, file: _Key | _Passphrase) -> None:
    write_new(path, msgspec.json.encode(file) + b"\n")


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
