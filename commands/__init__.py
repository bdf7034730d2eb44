"""The verbs: recall, decide, record."""
