-- Where the books («книги») stand. Their tables are made, filled and replaced by ledger_books; this one outlives them.
--   position   the book has seen everything up to it, committed together with what it wrote
--   live       it follows the ledger
--   rebuilding another version of its function is in use now: it waits for a rebuild
--   halted     it met what it cannot read, as `reason` tells
CREATE TABLE {schema}.book (
    name text COLLATE "C" NOT NULL,
    version integer NOT NULL,
    position bigint NOT NULL,
    state text COLLATE "C" NOT NULL CHECK (state IN ('live', 'rebuilding', 'halted')),
    reason text COLLATE "C" NOT NULL,
    PRIMARY KEY (name)
);
GRANT CREATE ON SCHEMA {schema} TO ledger_books;
GRANT SELECT, INSERT, UPDATE ON {schema}.book TO ledger_books;
GRANT SELECT ON {schema}.book TO ledger_app;
