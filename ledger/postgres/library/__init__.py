"""The one door to the `eventsourcing` library (ADR 0001): our tables behind its contracts."""
