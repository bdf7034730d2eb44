"""The ground in PostgreSQL: the only place that speaks to the database of events."""
