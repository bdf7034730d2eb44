"""The ground: what an event is, how it is kept, ordered, sealed and proved. Knows nobody above."""
