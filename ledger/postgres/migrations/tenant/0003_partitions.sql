-- Partitions of the events, made ahead by append() itself.

CREATE FUNCTION {schema}.partition_size() RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT bigint '25000000' $$;

-- Makes the partition that holds `place` unless it is there. It is attached, not created in place: readers go on.
CREATE FUNCTION {schema}.make_partition(place bigint) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    size bigint := {schema}.partition_size();
    part bigint := place / size;
    name text := format('{schema}.%I', 'event_' || part);
BEGIN
    IF to_regclass(name) IS NOT NULL THEN
        RETURN;
    END IF;
    EXECUTE format(
        'CREATE TABLE %s (LIKE {schema}.event INCLUDING DEFAULTS INCLUDING CONSTRAINTS,'
        ' PRIMARY KEY (position), CHECK (position >= %s AND position < %s))',
        name, part * size, (part + 1) * size);
    EXECUTE format('CREATE UNIQUE INDEX %I ON %s (stream, version)', 'event_' || part || '_stream', name);
    PERFORM {schema}.guard(name::regclass, '');
    EXECUTE format(
        'ALTER TABLE {schema}.event ATTACH PARTITION %s FOR VALUES FROM (%s) TO (%s)',
        name, part * size, (part + 1) * size);
END
$$;

SELECT {schema}.make_partition(0);
