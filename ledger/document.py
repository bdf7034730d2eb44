"""Documents that acts rest on: orders and confirming papers, structured so that no free text is needed."""

from datetime import date

import msgspec

from ledger.event import Line


class Order(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An order («приказ»): its number and date."""

    number: Line
    on: date


class Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A confirming document («подтверждающий документ»): kind, number and date; its content stays outside."""

    kind: Line
    number: Line
    on: date
