"""The demo («показ»): a school year that never was, recorded through the same commands as a real one."""
