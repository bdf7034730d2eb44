-- append() records the events of commands, all or none, and answers with a row; only what a correct program cannot
-- cause is an exception. Several commands may come together if none of them writes to a stream that another one names
-- or claims what another one claims; they come in the order of their stamps, and the answer is for all of them.
--   recorded   `place` is the position of the last event, `n` how many there are
--   repeated   the command is known: its first answer in `place` and `n`
--   reused     the command is known with another digest
--   stale      `about` is a stream that is not at the version the decision rests on
--   clock      the stamp is more than 2 s behind the latest one, or ahead of this server's clock; `about` is the latest
--   claimed    somebody else holds the `n`-th claim: `about`
--   apart      one of several commands cannot be recorded: send them one by one
-- `streams` and `versions` name every stream that a decision rests on or that is written to, with its version. For
-- each event `of_command` and `of_stream` are the numbers of its command and stream; its version follows from the one
-- named. A stream that the library numbers from 0 is empty at version -1.
CREATE FUNCTION {schema}.append(
    ids uuid[], digests bytea[], moments timestamptz[], lasts integer[],
    streams text[], versions integer[],
    of_command integer[], of_stream integer[], names text[], contents bytea[],
    box_events integer[], box_parts integer[], box_keys text[], boxes bytea[],
    claim_kinds text[], claim_keys text[], claim_holders text[],
    OUT status text, OUT place bigint, OUT n integer, OUT about text
)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    size bigint := {schema}.partition_size();
    latest timestamptz;
    known bytea;
BEGIN
    PERFORM pg_advisory_xact_lock(1818584168, hashtext('{schema}'));

    SELECT c.digest, c.position, c.n INTO known, place, n
    FROM unnest(ids) AS q(id)
    CROSS JOIN LATERAL (SELECT o.digest, o.position, o.n FROM {schema}.command AS o WHERE o.id = q.id LIMIT 1) AS c
    LIMIT 1;
    IF FOUND THEN
        status := CASE WHEN known = digests[1] THEN 'repeated' ELSE 'reused' END;
    ELSE
        SELECT r.stream INTO about FROM unnest(streams, versions) AS r(stream, version)
        WHERE r.version <> coalesce(
            (SELECT max(e.version) FROM {schema}.event AS e WHERE e.stream = r.stream),
            greatest(least(r.version, 0), -1))
        LIMIT 1;
        IF FOUND THEN
            status := 'stale';
        ELSE
            SELECT e.position, e.recorded_at INTO place, latest
            FROM {schema}.event AS e ORDER BY e.position DESC LIMIT 1;
            IF moments[1] < latest - interval '2 seconds'
                OR {clock} = 'real' AND moments[cardinality(moments)] > clock_timestamp() + interval '2 seconds' THEN
                status := 'clock';
                about := latest;
            ELSIF claim_kinds IS NOT NULL THEN
                SELECT q.number, c.holder INTO n, about
                FROM unnest(claim_kinds, claim_keys, claim_holders) WITH ORDINALITY AS q(kind, key, holder, number)
                JOIN {schema}.claim AS c ON c.kind = q.kind AND c.key = q.key AND c.holder <> q.holder
                LIMIT 1;
                IF FOUND THEN
                    status := 'claimed';
                END IF;
            END IF;
        END IF;
    END IF;
    IF status IS NOT NULL THEN
        IF cardinality(ids) > 1 THEN
            status := 'apart';
        END IF;
        RETURN;
    END IF;

    n := cardinality(names);
    place := coalesce(place, 0);
    IF n > least(size / 2, 10000) THEN
        RAISE EXCEPTION '% events are too many at once', n USING ERRCODE = 'data_exception';
    END IF;
    -- Whoever passes the middle of a partition makes the next one, so no event is ever without.
    IF (place + size / 2) / size <> (place + n + size / 2) / size THEN
        PERFORM {schema}.make_partition(place + n + size / 2);
    END IF;

    INSERT INTO {schema}.event (position, recorded_at, version, stream, name, bytes)
    SELECT place + q.number, greatest(latest, moments[q.of_command]),
        versions[q.of_stream] + row_number() OVER (PARTITION BY q.of_stream ORDER BY q.number),
        streams[q.of_stream], q.name, q.bytes
    FROM unnest(of_command, of_stream, names, contents) WITH ORDINALITY AS q(of_command, of_stream, name, bytes, number);
    INSERT INTO {schema}.command (id, position, n, digest)
    SELECT q.id, place + q.last, q.last - coalesce(lasts[q.number - 1], 0), q.digest
    FROM unnest(ids, lasts, digests) WITH ORDINALITY AS q(id, last, digest, number);
    IF boxes IS NOT NULL THEN
        INSERT INTO {schema}.sealed (position, part, key_id, box)
        SELECT place + q.event, q.part, q.key, q.box
        FROM unnest(box_events, box_parts, box_keys, boxes) AS q(event, part, key, box);
    END IF;
    IF claim_kinds IS NOT NULL THEN
        INSERT INTO {schema}.claim (kind, key, holder)
        SELECT DISTINCT q.kind, q.key, q.holder
        FROM unnest(claim_kinds, claim_keys, claim_holders) AS q(kind, key, holder)
        WHERE NOT EXISTS (SELECT FROM {schema}.claim AS c WHERE c.kind = q.kind AND c.key = q.key);
    END IF;
    place := place + n;
    status := 'recorded';
END
$$;

-- record() appends, lets go of the tenant's lock and only then has the log flushed: whoever waits for the lock does
-- not wait for the disk. It answers when the commands are safe. A synchronous standby is waited for by the commit, so
-- where there is one the commit flushes itself.
CREATE PROCEDURE {schema}.record(
    ids uuid[], digests bytea[], moments timestamptz[], lasts integer[],
    streams text[], versions integer[],
    of_command integer[], of_stream integer[], names text[], contents bytea[],
    box_events integer[], box_parts integer[], box_keys text[], boxes bytea[],
    claim_kinds text[], claim_keys text[], claim_holders text[],
    INOUT status text DEFAULT NULL, INOUT place bigint DEFAULT NULL, INOUT n integer DEFAULT NULL,
    INOUT about text DEFAULT NULL
)
LANGUAGE plpgsql
AS $$
DECLARE
    answer record;
    safe text;
BEGIN
    IF pg_catalog.current_setting('synchronous_standby_names') = '' THEN
        safe := pg_catalog.set_config('synchronous_commit', 'off', true);
    END IF;
    answer := {schema}.append(
        ids, digests, moments, lasts, streams, versions, of_command, of_stream, names, contents,
        box_events, box_parts, box_keys, boxes, claim_kinds, claim_keys, claim_holders);
    COMMIT;
    status := answer.status;
    place := answer.place;
    n := answer.n;
    about := answer.about;
    safe := pg_catalog.pg_logical_emit_message(false, '', '', true);
END
$$;

-- How long a flush of the log takes on this disk: the shortest of a few.
CREATE FUNCTION {schema}.flush_seconds() RETURNS double precision
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    shortest double precision := 'Infinity';
    start timestamptz;
BEGIN
    FOR attempt IN 1..5 LOOP
        start := clock_timestamp();
        PERFORM pg_logical_emit_message(false, '', '', true);
        shortest := least(shortest, extract(epoch FROM clock_timestamp() - start));
    END LOOP;
    RETURN shortest;
END
$$;
