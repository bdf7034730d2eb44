"""Regulation («положение о журнале»), as people and programs send it in."""

from typing import Annotated

from pydantic import Field

from aggregates.journal.school_year.decisions import AHEAD_DAYS, EDIT_DAYS, FINAL_EDIT_DAYS, Terms
from aggregates.journal.school_year.events import SymbolMeaning
from commands.command import Line, Part
from commands.document import Order
from commands.journal.fields import Symbol

Days = Annotated[int, Field(ge=0, le=366, strict=True)]


class Meaning(Part):
    """One line of the table of symbols (JRN-052)."""

    symbol: Symbol
    meaning: Line


class Regulation(Part):
    """What a version of the regulation says («редакция положения», JRN-100): limits in calendar days, symbols."""

    title: Line
    order: Order | None = None
    edit_days: Days = EDIT_DAYS
    final_edit_days: Days = FINAL_EDIT_DAYS
    ahead_days: Annotated[int, Field(ge=1, le=366, strict=True)] = AHEAD_DAYS
    symbols: Annotated[tuple[Meaning, ...], Field(max_length=20)]

    def terms(self) -> Terms:
        """Return the regulation as decisions know it."""
        return Terms(
            title=self.title,
            order=None if self.order is None else self.order.recorded(),
            edit_days=self.edit_days,
            final_edit_days=self.final_edit_days,
            ahead_days=self.ahead_days,
            symbols=tuple(SymbolMeaning(one.symbol, one.meaning) for one in self.symbols),
        )
