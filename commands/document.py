"""Documents that commands name: what `ledger.document` holds, as people and programs send it in."""

from pydantic import BaseModel, ConfigDict

from commands.command import Date, Line
from ledger import document


class Order(BaseModel):
    """An order («приказ»): its number and date."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: Line
    on: Date

    def recorded(self) -> document.Order:
        """Return the order as events hold it."""
        return document.Order(self.number, self.on)


class Document(BaseModel):
    """A confirming document («подтверждающий документ»): kind, number and date."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Line
    number: Line
    on: Date

    def recorded(self) -> document.Document:
        """Return the document as events hold it."""
        return document.Document(self.kind, self.number, self.on)
