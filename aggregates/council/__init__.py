"""The expert council («экспертный совет»)."""
