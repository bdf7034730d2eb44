"""The books kept ready: each a function of events to rows."""
