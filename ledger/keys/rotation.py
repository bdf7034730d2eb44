"""Rotation («смена ключа-обёртки»): a new key file takes over; breaking off at any point loses nothing.

The new file is made beside the old one, all key stores are wrapped anew, and only then it takes the old one's place.
The old file stays, named by its fingerprint: it opens copies of the keys made before. Whoever destroys both it and
those copies leaves no way to a key that was destroyed since.
"""

import os
from pathlib import Path

from ledger.keys.errors import KeysUnusable
from ledger.keys.files import flush_folder
from ledger.keys.wrapping import Wrapping


def successor(path: Path) -> Path:
    """Return where the next key file waits."""
    return path.with_name(f"{path.stem}.next{path.suffix}")


def predecessor(path: Path, wrapping: Wrapping) -> Path:
    """Return where a key file goes that was followed by another."""
    return path.with_name(f"{path.stem}.{wrapping.fingerprint}{path.suffix}")


def promote(path: Path, wrapping: Wrapping) -> Path:
    """Put the next key file in place of the one that holds *wrapping*, and return where that one went.

    Raises:
        KeysUnusable: the folder cannot be written.

    """
    kept = predecessor(path, wrapping)
    try:
        if not kept.exists():
            os.link(path, kept)  # a second name first: at no moment is there no key file
        successor(path).replace(path)
        flush_folder(path.parent)
    except OSError as error:
        raise KeysUnusable("keys.file-unwritable", path=path, words=error.strerror) from None
    return kept
