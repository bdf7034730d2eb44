"""Event («событие»): what happened, typed, named for ever."""

from typing import Annotated, ClassVar

import msgspec

INTEGER_LIMIT = 2**53 - 1
"""Largest integer every JSON reader keeps exactly (RFC 8785 §3.2.2.3)."""

Count = Annotated[int, msgspec.Meta(ge=0, le=INTEGER_LIMIT)]
Identifier = Annotated[str, msgspec.Meta(min_length=1, max_length=96, pattern=r"^[0-9A-Za-z._-]+\Z")]
Line = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
"""One line for people: a title, a label, an order's number."""
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=4000)]
Instant = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z\Z")]
"""A moment in UTC, always with six digits; made by `ledger.stamp.instant`."""


class Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of everything the ledger records.

    A subclass is one version of one event: it sets `name` («lesson.mark-recorded.v1»), which is stored and never
    changes, and lists its fields. Fields are strings, booleans, bounded integers, dates, enumerations, other frozen
    structs, tuples of these, or null; never floats, never dictionaries.
    """

    name: ClassVar[str]
