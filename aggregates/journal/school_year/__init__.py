"""School year («учебный год»)."""
