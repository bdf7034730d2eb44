"""Class of one school year («класс»)."""
