"""The command line («командная строка»): one module a verb, opened only when it is asked for."""
