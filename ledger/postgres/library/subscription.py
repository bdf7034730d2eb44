"""The library's subscription over our follower, which also polls: the library's own waits for a NOTIFY for ever."""

from collections.abc import Iterator, Sequence

from eventsourcing.persistence import ApplicationRecorder, Notification, Subscription
from typing_extensions import override

from ledger.history import Entry, History

_LIMIT = 500


class LedgerSubscription(Subscription[ApplicationRecorder]):
    """Yields notifications in the order of their positions until it is stopped, which takes a second at most."""

    def __init__(self, recorder: ApplicationRecorder, history: History, gt: int | None, topics: Sequence[str]) -> None:
        super().__init__(recorder, gt, topics)
        self._batches = history.follow(after=gt or 0, limit=_LIMIT)
        self._batch: Iterator[Entry] = iter(())

    @override
    def __next__(self) -> Notification:
        while not self._has_been_stopped:
            for entry in self._batch:
                if not self._topics or entry.name in self._topics:
                    return Notification(entry.stream, entry.version, entry.name, entry.data, entry.position)
            self._batch = iter(next(self._batches))
        raise StopIteration
