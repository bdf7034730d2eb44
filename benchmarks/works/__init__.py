"""The works, one module each: every module has a `WORK`."""
