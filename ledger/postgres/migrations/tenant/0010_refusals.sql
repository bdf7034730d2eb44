-- The refusal log («журнал отказов»): attempts that a window, a quorum or a right forbade; no event tells of them.
-- `touched` are the cells, questions or streams that the attempt was about («lesson-…/pupil/column»).
CREATE TABLE {schema}.refusal (
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    actor text COLLATE "C" NOT NULL,
    verb text COLLATE "C" NOT NULL,
    command uuid NOT NULL,
    code text COLLATE "C" NOT NULL,
    requirement text COLLATE "C" NOT NULL,
    touched text[] COLLATE "C" NOT NULL CHECK (cardinality(touched) <= 256),
    details bytea NOT NULL CHECK (octet_length(details) <= 4096),
    PRIMARY KEY (id)
);
CREATE INDEX refusal_at ON {schema}.refusal (at, id);
CREATE INDEX refusal_actor ON {schema}.refusal (actor, at);
CREATE INDEX refusal_touched ON {schema}.refusal USING gin (touched);
SELECT {schema}.guard('{schema}.refusal', 'UPDATE OR DELETE');

GRANT SELECT, INSERT ON {schema}.refusal TO ledger_app;
