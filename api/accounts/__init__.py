"""Accounts («учётные записи»): who comes in, by password or by key, and with which roles."""
