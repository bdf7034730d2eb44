"""The verbs of the expert council («экспертный совет»)."""
