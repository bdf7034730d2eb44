-- Partitions of the events, made ahead by append() itself.

CREATE FUNCTION {schema}.partition_size() RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT bigint '25000000' $$;

-- Makes the partition that holds `place` unless it is there. An empty table is attached, so that readers go on.
CREATE FUNCTION {schema}.make_partition(place bigint) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    size bigint := {schema}.partition_size();
    part bigint := place / size;
    name text := 'event_' || part;
    table_name text := format('{schema}.%I', name);
BEGIN
    IF to_regclass(table_name) IS NOT NULL THEN
        RETURN;
    END IF;
    EXECUTE format(
        'CREATE TABLE %s (LIKE {schema}.event INCLUDING CONSTRAINTS, PRIMARY KEY (position))', table_name);
    EXECUTE format('CREATE UNIQUE INDEX %I ON %s (stream, version)', name || '_stream', table_name);
    PERFORM {schema}.guard(table_name::regclass, '');
    EXECUTE format(
        'ALTER TABLE {schema}.event ATTACH PARTITION %s FOR VALUES FROM (%s) TO (%s)',
        table_name, part * size, (part + 1) * size);
END
$$;

SELECT {schema}.make_partition(0);
