"""Verbs of the journal («действия в журнале»)."""
