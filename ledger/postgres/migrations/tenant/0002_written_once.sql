-- What is recorded stays: UPDATE, DELETE and TRUNCATE are refused to everybody, the owner and replication included.

CREATE FUNCTION {schema}.refuse_change() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION '% is refused: %.% is written once', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;

-- `rows` are the changes of rows to refuse; PostgreSQL repeats row triggers on partitions, statement triggers not.
CREATE FUNCTION {schema}.guard(guarded regclass, rows text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM set_config('citus.enable_unsafe_triggers', 'on', true);
    IF rows <> '' THEN
        EXECUTE format(
            'CREATE TRIGGER written_once BEFORE %s ON %s FOR EACH ROW EXECUTE FUNCTION {schema}.refuse_change()',
            rows, guarded);
        EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER written_once', guarded);
    END IF;
    EXECUTE format(
        'CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION {schema}.refuse_change()',
        guarded);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER never_emptied', guarded);
END
$$;

SELECT {schema}.guard('{schema}.event', 'UPDATE OR DELETE');
SELECT {schema}.guard('{schema}.command', 'UPDATE OR DELETE');
SELECT {schema}.guard('{schema}.sealed', 'UPDATE');
