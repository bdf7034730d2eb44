"""Refused attempts («отклонённые попытки»)."""
