-- The two roles that the program acts in. Roles belong to a whole server, so another database may have made them.
--   ledger_app    reads the ledger and appends to it through one function, nothing else
--   ledger_books  reads the ledger and keeps the books, which may be thrown away and rebuilt
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['ledger_app', 'ledger_books'] LOOP
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted) THEN
            BEGIN
                EXECUTE pg_catalog.format('CREATE ROLE %I NOLOGIN NOINHERIT', wanted);
            EXCEPTION
                WHEN duplicate_object OR unique_violation THEN NULL;
            END;
        END IF;
    END LOOP;
END
$$;
