"""Unsealing («вскрытие полей»): opens sealed fields of recorded events; what was destroyed stays shut."""

from collections.abc import Mapping, Sequence

from ledger.keyring import Keyring
from ledger.keys.cipher import BrokenSeal, Place, digest, unseal
from ledger.keys.fields import stored_fields
from ledger.sealing import Boxes, Sealed


class Opener:
    """Opens the sealed fields of whole batches: one read of the boxes, one of the keys, nothing kept afterwards."""

    def __init__(self, boxes: Boxes, keyring: Keyring) -> None:
        self._boxes = boxes
        self._keyring = keyring

    def open(self, positions: Sequence[int]) -> Mapping[Sealed, str | None]:
        """Return the text of every sealed field of the events at *positions*, None where it was destroyed.

        Raises:
            BrokenSeal: a ciphertext is missing or altered though its key lives.
            KeyLost, Unavailable: the key store does not know a key, or cannot answer.

        """
        # Boxes before keys: destruction goes the other way, so a box that is gone already has a destroyed key.
        found = [
            (Place(event.stream, event.version, event.name, path), field, event.boxes)
            for event in self._boxes.boxed(positions)
            for path, field in stored_fields(event.data)
        ]
        secrets = self._keyring.secrets({field.key for _, field, _ in found})
        return {field: _opened(secrets[field.key], place, field, boxes) for place, field, boxes in found}


def _opened(secret: bytes | None, place: Place, field: Sealed, boxes: Sequence[bytes]) -> str | None:
    if secret is None:
        return None
    box = next((box for box in boxes if digest(box) == field.digest), None)
    if box is None:
        raise BrokenSeal(str(place))
    return unseal(secret, field.key, place, box)
