-- position_at() turns a moment into the last position recorded by then: `recorded_at` never falls and positions have
-- no holes, so this is a binary search on the primary key.
CREATE FUNCTION {schema}.position_at(moment timestamptz) RETURNS bigint
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    low bigint := 0;
    high bigint := coalesce((SELECT max(e.position) FROM {schema}.event AS e), 0);
    middle bigint;
BEGIN
    WHILE low < high LOOP
        middle := (low + high + 1) / 2;
        IF (SELECT e.recorded_at <= moment FROM {schema}.event AS e WHERE e.position = middle) THEN
            low := middle;
        ELSE
            high := middle - 1;
        END IF;
    END LOOP;
    RETURN low;
END
$$;
