"""The rules: events, state, decisions. Pure: no I/O, no clock, no random."""
