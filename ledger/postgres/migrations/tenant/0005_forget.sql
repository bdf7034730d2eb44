-- forget() empties the boxes of a destroyed key and releases the person's claims named, and answers how many boxes it
-- emptied. The event at `place` has to be the destruction of that very key; repeating does no harm.
CREATE FUNCTION {schema}.forget(destroyed_key text, place bigint, claim_kinds text[], claim_keys text[])
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    person text;
    emptied bigint;
BEGIN
    SELECT e.stream INTO person FROM {schema}.event AS e
    WHERE e.position = place AND e.name = 'person.key-destroyed.v1'
        AND convert_from(e.bytes, 'UTF8')::jsonb #>> '{{fields,key}}' = destroyed_key;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no destruction of this key at position %', place USING ERRCODE = 'raise_exception';
    END IF;
    DELETE FROM {schema}.sealed AS s WHERE s.key_id = destroyed_key;
    GET DIAGNOSTICS emptied = ROW_COUNT;
    DELETE FROM {schema}.claim AS c USING unnest(claim_kinds, claim_keys) AS q(kind, key)
    WHERE c.kind = q.kind AND c.key = q.key AND person IN (c.holder, 'person-' || c.holder);
    RETURN emptied;
END
$$;
