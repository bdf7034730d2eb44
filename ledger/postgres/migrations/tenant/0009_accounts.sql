-- Accounts: who may come in, and with which roles. Nothing is deleted: an account is suspended, the rest ends.

-- `actor` is the id that events name, nobody else's; without a password the account comes in by keys only.
CREATE TABLE {schema}.account (
    id uuid NOT NULL,
    login text COLLATE "C" NOT NULL UNIQUE CHECK (login ~ '^[a-z0-9][a-z0-9._-]{{2,63}}$'),
    actor text COLLATE "C" NOT NULL UNIQUE CHECK (actor ~ '^[0-9A-Za-z._-]{{1,96}}$'),
    password text COLLATE "C" CHECK (octet_length(password) <= 512),
    created_at timestamptz NOT NULL,
    disabled_at timestamptz,
    PRIMARY KEY (id)
);

CREATE TABLE {schema}.account_grant (
    id uuid NOT NULL,
    account uuid NOT NULL REFERENCES {schema}.account,
    role text COLLATE "C" NOT NULL,
    institution text COLLATE "C" NOT NULL,
    scope text COLLATE "C",
    granted_by text COLLATE "C" NOT NULL,
    granted_at timestamptz NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX account_grant_held ON {schema}.account_grant (account, role, institution, scope)
NULLS NOT DISTINCT WHERE ended_at IS NULL;

-- Of sessions and keys only SHA-256 digests of random tokens are here: whoever reads the table cannot come in.
CREATE TABLE {schema}.session (
    digest bytea NOT NULL CHECK (octet_length(digest) = 32),
    account uuid NOT NULL REFERENCES {schema}.account,
    opened_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (digest)
);

CREATE TABLE {schema}.api_key (
    id uuid NOT NULL,
    digest bytea NOT NULL UNIQUE CHECK (octet_length(digest) = 32),
    account uuid NOT NULL REFERENCES {schema}.account,
    label text NOT NULL CHECK (octet_length(label) <= 600),
    opened_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (id)
);

-- Every attempt with a password. An unknown login is not kept: it counts as one of 65,536 buckets, «?0000» to «?ffff».
CREATE TABLE {schema}.sign_in (
    id uuid NOT NULL,
    login text COLLATE "C" NOT NULL CHECK (octet_length(login) <= 64),
    at timestamptz NOT NULL,
    succeeded boolean NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX sign_in_failed ON {schema}.sign_in (login, at) WHERE NOT succeeded;

GRANT SELECT, INSERT ON {schema}.account, {schema}.account_grant, {schema}.session, {schema}.api_key, {schema}.sign_in
TO ledger_app;
GRANT UPDATE (password, disabled_at) ON {schema}.account TO ledger_app;
GRANT UPDATE (ended_at) ON {schema}.account_grant, {schema}.session, {schema}.api_key TO ledger_app;
GRANT UPDATE (succeeded) ON {schema}.sign_in TO ledger_app;
