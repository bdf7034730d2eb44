"""Files that hold secrets: made whole or not at all, for their owner alone, never in place of another."""

import os
import tempfile
from pathlib import Path

from ledger.keys.errors import KeysUnusable


def write_new(path: Path, data: bytes) -> None:
    """Write beside, then link into place: a link never replaces a file, and nobody meets half of one.

    Raises:
        KeysUnusable: the file exists or cannot be written.

    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, fresh = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}")  # for its owner only
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(handle)
            path.hardlink_to(fresh)
        finally:
            Path(fresh).unlink()
        flush_folder(path.parent)
    except FileExistsError:
        raise KeysUnusable("keys.file-exists", path=path) from None
    except OSError as error:
        raise KeysUnusable("keys.file-unwritable", path=path, words=error.strerror) from None


def flush_folder(folder: Path) -> None:
    """Make the names in a folder outlive the power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
