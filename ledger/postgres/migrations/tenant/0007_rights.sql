-- The program reads the ledger and writes through append() and forget(), nothing else.
REVOKE ALL ON ALL ROUTINES IN SCHEMA {schema} FROM PUBLIC;
GRANT USAGE ON SCHEMA {schema} TO ledger_app, ledger_books;
GRANT SELECT ON {schema}.event, {schema}.command, {schema}.sealed, {schema}.claim TO ledger_app, ledger_books;
GRANT EXECUTE ON FUNCTION {schema}.position_at TO ledger_app, ledger_books;
GRANT EXECUTE ON FUNCTION {schema}.append, {schema}.forget, {schema}.flush_seconds TO ledger_app;
GRANT EXECUTE ON PROCEDURE {schema}.record TO ledger_app;
GRANT SELECT, INSERT, UPDATE ON {schema}.tracking TO ledger_books;
