"""Reactions («реакции системы»): what follows from an event by itself; repeated after any crash until done."""
