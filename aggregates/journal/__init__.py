"""The electronic journal («электронный журнал»): symbols, school years, classes, lessons, pages, permissions."""
