"""The same stand as for books: replay reads what they keep."""

from tests.projections.conftest import books, chronicle, history, keeper, keeper_of, reader

__all__ = ["books", "chronicle", "history", "keeper", "keeper_of", "reader"]
