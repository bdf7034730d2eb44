"""Books of the journal («журнал»)."""
