"""Events of the refusal log («журнал отказов»): one for every day with attempts."""

from datetime import date
from typing import Annotated, ClassVar

import msgspec

from ledger.event import INTEGER_LIMIT, Event
from ledger.sealing import Digest


class DaySealed(Event, frozen=True):
    """The attempts refused on a day are fixed («журнал отказов за день запечатан»).

    `on` is a day of UTC, `digest` the SHA-256 over the day's attempts, each as a line of JSON in order of its moment.
    """

    name: ClassVar[str] = "refusal-log.day-sealed.v1"

    on: date
    attempts: Annotated[int, msgspec.Meta(ge=1, le=INTEGER_LIMIT)]
    digest: Digest


RefusalLogEvent = DaySealed
EVENTS: tuple[type[Event], ...] = (DaySealed,)
