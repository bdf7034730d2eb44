-- append() records the events of one command, all or none, and answers with a row; only what a correct program cannot
-- cause is an exception.
--   recorded   `place` is the position of the last event
--   repeated   the command is known: its first answer (`place`, `n`)
--   reused     the command is known with another digest
--   stale      `about` is a stream that is not at the version the decision rests on
--   clock      the stamp is more than 2 s behind the latest one, or ahead of this server's clock; `about` is the latest
--   claimed    `about` is the number of the claim that somebody else holds
-- `streams` and `versions` name every stream that the decision rests on or that is written to, with its version.
-- `at_stream` is, for each event, the number of its stream; its version follows from the one named. A stream that the
-- library numbers from 0 is empty at version -1.
CREATE FUNCTION {schema}.append(
    command_id uuid, command_digest bytea, moment timestamptz,
    streams text[], versions integer[],
    at_stream integer[], names text[], contents bytea[],
    box_events integer[], box_parts integer[], box_keys text[], boxes bytea[],
    claim_kinds text[], claim_keys text[], claim_holders text[],
    OUT status text, OUT place bigint, OUT n integer, OUT about text
)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    known bytea;
    latest timestamptz;
    size bigint := {schema}.partition_size();
BEGIN
    PERFORM pg_advisory_xact_lock(1818584168, hashtext('{schema}'));

    SELECT c.digest, c.position, c.n INTO known, place, n FROM {schema}.command AS c WHERE c.id = command_id;
    IF FOUND THEN
        status := CASE WHEN known = command_digest THEN 'repeated' ELSE 'reused' END;
        RETURN;
    END IF;

    SELECT r.stream INTO about FROM unnest(streams, versions) AS r(stream, version)
    WHERE r.version <> coalesce(
        (SELECT max(e.version) FROM {schema}.event AS e WHERE e.stream = r.stream), least(r.version, 0))
    LIMIT 1;
    IF FOUND THEN
        status := 'stale';
        RETURN;
    END IF;

    SELECT e.position, e.recorded_at INTO place, latest FROM {schema}.event AS e ORDER BY e.position DESC LIMIT 1;
    IF NOT FOUND THEN
        place := 0;
        latest := moment;
    END IF;
    IF moment < latest - interval '2 seconds'
        OR ({clock} = 'real' AND moment > clock_timestamp() + interval '2 seconds') THEN
        status := 'clock';
        about := latest;
        RETURN;
    END IF;
    latest := greatest(latest, moment);

    IF claim_kinds IS NOT NULL THEN
        SELECT q.number INTO about
        FROM unnest(claim_kinds, claim_keys, claim_holders) WITH ORDINALITY AS q(kind, key, holder, number)
        JOIN {schema}.claim AS c ON c.kind = q.kind AND c.key = q.key AND c.holder <> q.holder
        LIMIT 1;
        IF FOUND THEN
            status := 'claimed';
            RETURN;
        END IF;
        INSERT INTO {schema}.claim (kind, key, holder)
        SELECT q.kind, q.key, q.holder FROM unnest(claim_kinds, claim_keys, claim_holders) AS q(kind, key, holder)
        ON CONFLICT (kind, key) DO NOTHING;
    END IF;

    n := cardinality(names);
    IF n > least(size / 2, 10000) THEN
        RAISE EXCEPTION '% events are too many for one command', n USING ERRCODE = 'program_limit_exceeded';
    END IF;
    -- Whoever passes the middle of a partition makes the next one, so no event is ever without.
    IF (place + size / 2) / size <> (place + n + size / 2) / size THEN
        PERFORM {schema}.make_partition(place + n + size / 2);
    END IF;

    INSERT INTO {schema}.event (position, recorded_at, version, stream, name, bytes)
    SELECT place + q.number, latest,
        versions[q.i] + row_number() OVER (PARTITION BY q.i ORDER BY q.number), streams[q.i], q.name, q.bytes
    FROM unnest(at_stream, names, contents) WITH ORDINALITY AS q(i, name, bytes, number);
    INSERT INTO {schema}.command (id, position, n, digest) VALUES (command_id, place + n, n, command_digest);

    IF boxes IS NOT NULL THEN
        INSERT INTO {schema}.sealed (position, part, key_id, box)
        SELECT place + 1 + q.event, q.part, q.key, q.box
        FROM unnest(box_events, box_parts, box_keys, boxes) AS q(event, part, key, box);
    END IF;
    place := place + n;
    status := 'recorded';
END
$$;
