"""What the ledger says of the keys of personal data («судьба ключей»): a copy of them is judged by it."""

from datetime import datetime

from aggregates.people.person.events import KeyCommitted, KeyDestroyed
from ledger.catalogue import Catalogue
from ledger.history import History
from ledger.keys.artefact import Fates

_PAGE = 5000
_NAMES_OF_PERSONS = "person."


def fates(history: History, catalogue: Catalogue) -> Fates:
    """Return the commitment of each key ever made and the moment of each destruction."""
    committed: dict[str, str] = {}
    destroyed: dict[str, datetime] = {}
    position = 0
    while page := history.read(after=position, limit=_PAGE):
        position = page[-1].position
        for entry in page:
            if not entry.name.startswith(_NAMES_OF_PERSONS):
                continue
            match catalogue.decode(entry.name, entry.data):
                case KeyCommitted() as made:
                    committed[made.key] = made.commitment
                case KeyDestroyed() as ended:
                    destroyed[ended.key] = entry.recorded_at
                case _:
                    pass
    return Fates(committed, destroyed)
