"""Books of the expert council («экспертный совет»)."""
