"""Documents that commands name: what `ledger.document` holds, as people and programs send it in."""

from commands.command import Date, Line, Part
from ledger import document


class Order(Part):
    """An order («приказ»): its number and date."""

    number: Line
    on: Date

    def recorded(self) -> document.Order:
        """Return the order as events hold it."""
        return document.Order(self.number, self.on)


class Document(Part):
    """A confirming document («подтверждающий документ»): kind, number and date."""

    kind: Line
    number: Line
    on: Date

    def recorded(self) -> document.Document:
        """Return the document as events hold it."""
        return document.Document(self.kind, self.number, self.on)
