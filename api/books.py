"""Books («книги») that this program keeps, in the order in which the worker brings them up to date."""

from api.house import House
from ledger.postgres.boxes import PostgresBoxes
from ledger.unsealing import Opener
from projections.book import Book
from projections.council.decisions import COUNCIL_DECISIONS
from projections.journal.edit_justifications import EDIT_JUSTIFICATIONS
from projections.journal.page import JOURNAL_PAGE
from projections.people.people import kept_with


def books_of(house: House) -> dict[str, Book]:
    """Return the books of a tenant by name, ready to be kept."""
    opener = Opener(PostgresBoxes(house.pool, house.tenant.schema), house.keys)
    books = (JOURNAL_PAGE, EDIT_JUSTIFICATIONS, COUNCIL_DECISIONS, kept_with(opener))
    return {book.name: book for book in books}
