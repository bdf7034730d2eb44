-- The keys of personal data, wrapped; without the wrapping key, which is never in a database, they open nothing.

-- Which wrapping key all of them are wrapped by, so that two machines cannot go on with two.
CREATE TABLE {schema}.wrapping (
    one boolean NOT NULL DEFAULT true CHECK (one),
    fingerprint text COLLATE "C" NOT NULL,
    PRIMARY KEY (one)
);

-- A destroyed key keeps its row: the id is taken for ever, so the key cannot come back from anywhere.
CREATE TABLE {schema}.key (
    id text COLLATE "C" NOT NULL CHECK (octet_length(id) BETWEEN 1 AND 96),
    wrapped bytea CHECK (octet_length(wrapped) <= 200),
    destroyed_at timestamptz,
    PRIMARY KEY (id),
    CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
);

CREATE FUNCTION {schema}.refuse_change() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION '% is refused: a key is destroyed, once and for ever, and its row stays', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER stays_destroyed BEFORE UPDATE ON {schema}.key
    FOR EACH ROW WHEN (OLD.destroyed_at IS NOT NULL OR OLD.id <> NEW.id) EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER stays_known BEFORE DELETE ON {schema}.key
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {schema}.key
    FOR EACH STATEMENT EXECUTE FUNCTION {schema}.refuse_change();
ALTER TABLE {schema}.key ENABLE ALWAYS TRIGGER stays_destroyed;
ALTER TABLE {schema}.key ENABLE ALWAYS TRIGGER stays_known;
ALTER TABLE {schema}.key ENABLE ALWAYS TRIGGER never_emptied;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {schema} FROM PUBLIC;
GRANT USAGE ON SCHEMA {schema} TO ledger_app, ledger_books;
GRANT SELECT, INSERT, UPDATE ON {schema}.key, {schema}.wrapping TO ledger_app;
GRANT SELECT ON {schema}.key TO ledger_books;
