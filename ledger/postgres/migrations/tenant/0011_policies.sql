-- How far the worker's policies («правила реакций») have come: every event up to `position` has been answered.
-- `alive_at` is when the worker last looked, by its own clock.
CREATE TABLE {schema}.policy (
    name text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    alive_at timestamptz NOT NULL,
    PRIMARY KEY (name)
);
GRANT SELECT, INSERT, UPDATE ON {schema}.policy TO ledger_app;
