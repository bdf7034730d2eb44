-- The ledger («журнал событий»): events in the order in which they were recorded, and what belongs to them.
-- Columns stand in an order that needs no padding. Everything beside `bytes` is an index and is checked against them.

-- `recorded_at` is the latest moment stamped on any event up to this position: it never falls, so a moment is turned
-- into a position by a binary search. The event's own stamp is in its bytes and may lie up to 2 s earlier.
CREATE TABLE {schema}.event (
    position bigint NOT NULL,
    recorded_at timestamptz NOT NULL,
    version integer NOT NULL,
    stream text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    bytes bytea NOT NULL CHECK (octet_length(bytes) <= 60000),
    PRIMARY KEY (position)
) PARTITION BY RANGE (position);

-- One row a command: its events are the `n` positions up to and including `position`; none if all stood there already.
CREATE TABLE {schema}.command (
    id uuid NOT NULL,
    position bigint NOT NULL,
    n integer NOT NULL,
    digest bytea NOT NULL,
    PRIMARY KEY (id)
);

-- The ciphertext of sealed fields: the only table that can be emptied, by forget().
CREATE TABLE {schema}.sealed (
    position bigint NOT NULL,
    part integer NOT NULL,
    key_id text COLLATE "C" NOT NULL,
    box bytea NOT NULL CHECK (octet_length(box) <= 60000),
    PRIMARY KEY (position, part)
);
CREATE INDEX sealed_key ON {schema}.sealed (key_id);

-- What must be unique now: one holder of a key among all of a kind.
CREATE TABLE {schema}.claim (
    kind text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    holder text COLLATE "C" NOT NULL,
    PRIMARY KEY (kind, key)
);

-- How far projections written for the `eventsourcing` library have come.
CREATE TABLE {schema}.tracking (
    application_name text COLLATE "C" NOT NULL,
    notification_id bigint NOT NULL,
    PRIMARY KEY (application_name)
);
