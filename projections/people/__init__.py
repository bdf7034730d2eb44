"""Books of people («книги о людях»)."""
