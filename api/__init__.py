"""The doors: HTTP and the command line. Translates; decides nothing."""
