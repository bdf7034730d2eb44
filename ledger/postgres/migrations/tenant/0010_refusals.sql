-- The refusal log («журнал отказов»): attempts that a window, a quorum or a right forbade; no event tells of them.
-- `stream` is what was touched; `subject` and `place` say where in it: pupil and column, or the question.
CREATE TABLE {schema}.refusal (
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    actor text COLLATE "C" NOT NULL,
    verb text COLLATE "C" NOT NULL,
    command uuid NOT NULL,
    code text COLLATE "C" NOT NULL,
    requirement text COLLATE "C" NOT NULL,
    stream text COLLATE "C",
    subject text COLLATE "C",
    place integer,
    details bytea NOT NULL CHECK (octet_length(details) <= 4096),
    PRIMARY KEY (id)
);
CREATE INDEX refusal_actor ON {schema}.refusal (actor, at);
CREATE INDEX refusal_stream ON {schema}.refusal (stream, at);
CREATE INDEX refusal_at ON {schema}.refusal (at, id);
SELECT {schema}.guard('{schema}.refusal', 'UPDATE OR DELETE');

GRANT SELECT, INSERT ON {schema}.refusal TO ledger_app;
