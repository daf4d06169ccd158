-- Partitions by month. Who may run the library need not own its tables: these functions run as their owner, do one thing each, and nobody may run them
-- who was not granted it. Their search path holds nothing that another role may write to, so every table is named with its schema; {schema} stands for the
-- quoted name.
--
-- One at a time prepares or drops, and takes its locks in the order of a cycle's commit, snapshots first: it waits for the commits that run, and nobody
-- waits in a circle.

CREATE FUNCTION discovery_partitions_to_make(cycle_time timestamptz, months_ahead integer)
RETURNS TABLE (parent text, part text, lower_bound timestamptz, upper_bound timestamptz)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    month timestamptz;
    months timestamptz[];
BEGIN
    -- A month that nobody prepared in time stands in the default partition until it gets its own.
    FOREACH parent IN ARRAY ARRAY['token_scores', 'candidate_rejections', 'cycle_inputs'] LOOP
        EXECUTE format(
            'SELECT array_agg(DISTINCT date_trunc(''month'', created_at)) FROM {schema}.%I WHERE created_at >= ''2020-01-01'' AND created_at < ''2200-01-01''',
            parent || '_default') INTO months;
        FOR ahead IN 0..months_ahead LOOP
            months := months || (date_trunc('month', cycle_time) + make_interval(months => ahead));
        END LOOP;

        FOR month IN SELECT DISTINCT m FROM unnest(months) AS m ORDER BY m LOOP
            part := parent || to_char(month, '"_y"YYYY"m"MM');
            lower_bound := month;
            upper_bound := month + interval '1 month';
            IF to_regclass(format('{schema}.%I', part)) IS NULL THEN
                RETURN NEXT;
            END IF;
        END LOOP;
    END LOOP;
END
$$;

CREATE FUNCTION discovery_prepare_partitions(cycle_time timestamptz, months_ahead integer DEFAULT 2) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET lock_timeout = '2s' AS $$
DECLARE
    made integer := 0;
    new record;
BEGIN
    IF cycle_time IS NULL OR NOT isfinite(cycle_time) OR cycle_time < '2020-01-01' OR cycle_time >= '2200-01-01' THEN
        RAISE EXCEPTION 'cycle_time is %; allowed are 2020-01-01 to 2199-12-31', cycle_time USING ERRCODE = '22023';
    END IF;

    IF months_ahead IS NULL OR months_ahead NOT BETWEEN 0 AND 12 THEN
        RAISE EXCEPTION 'months_ahead is %; allowed are 0 to 12', months_ahead USING ERRCODE = '22023';
    END IF;

    -- Several hosts may come at once; the first makes what the others find. Nearly always there is nothing to make, and no cycle to stop for it.
    PERFORM pg_advisory_xact_lock(hashtextextended('birdeye_discovery.partitions.{schema}', 0));
    IF NOT EXISTS (SELECT FROM {schema}.discovery_partitions_to_make(cycle_time, months_ahead)) THEN
        RETURN 0;
    END IF;

    -- Stops who writes cycles, not who reads.
    LOCK TABLE {schema}.discovery_snapshots IN SHARE ROW EXCLUSIVE MODE;
    FOR new IN SELECT * FROM {schema}.discovery_partitions_to_make(cycle_time, months_ahead) LOOP
        -- Made beside its parent, filled with what the default partition holds of the month, then attached. The check on its bounds spares the attaching
        -- a second look at the new rows; the default partition is looked through, and it is empty unless nobody prepared for a while.
        EXECUTE format('CREATE TABLE {schema}.%I (LIKE {schema}.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES INCLUDING STORAGE)', new.part, new.parent);
        EXECUTE format(
            'WITH moved AS (DELETE FROM {schema}.%I WHERE created_at >= $1 AND created_at < $2 RETURNING *) INSERT INTO {schema}.%I SELECT * FROM moved',
            new.parent || '_default', new.part) USING new.lower_bound, new.upper_bound;
        EXECUTE format(
            'ALTER TABLE {schema}.%I ADD CONSTRAINT month CHECK (created_at >= %L AND created_at < %L)', new.part, new.lower_bound, new.upper_bound);
        EXECUTE format(
            'ALTER TABLE {schema}.%I ATTACH PARTITION {schema}.%I FOR VALUES FROM (%L) TO (%L)', new.parent, new.part, new.lower_bound, new.upper_bound);
        EXECUTE format('ALTER TABLE {schema}.%I DROP CONSTRAINT month', new.part);
        made := made + 1;
    END LOOP;

    RETURN made;
END
$$;

-- Drops whole months that end at or before a time, and what the default partitions hold from before it. The running month is never dropped. A drop stops
-- readers too, so it waits for them only briefly: who is refused for a lock comes again.
CREATE FUNCTION discovery_drop_history(keep_from timestamptz) RETURNS SETOF text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET lock_timeout = '500ms' AS $$
DECLARE
    parent text;
    part text;
    removed bigint;
    bound timestamptz := least(keep_from, date_trunc('month', now()));
BEGIN
    IF keep_from IS NULL OR NOT isfinite(keep_from) THEN
        RAISE EXCEPTION 'keep_from is %; allowed is a time', keep_from USING ERRCODE = '22023';
    END IF;

    PERFORM pg_advisory_xact_lock(hashtextextended('birdeye_discovery.partitions.{schema}', 0));
    LOCK TABLE {schema}.discovery_snapshots IN SHARE ROW EXCLUSIVE MODE;
    FOREACH parent IN ARRAY ARRAY['token_scores', 'candidate_rejections', 'cycle_inputs'] LOOP
        FOR part IN
            SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = to_regclass(format('{schema}.%I', parent)) AND c.relname ~ '_y[0-9]{4}m[0-9]{2}$'
                AND to_timestamp(right(c.relname, 7), 'YYYY"m"MM') + interval '1 month' <= bound
            ORDER BY c.relname
        LOOP
            EXECUTE format('DROP TABLE {schema}.%I', part);
            RETURN NEXT part;
        END LOOP;

        EXECUTE format('DELETE FROM {schema}.%I WHERE created_at < $1', parent || '_default') USING bound;
        GET DIAGNOSTICS removed = ROW_COUNT;
        IF removed > 0 THEN
            RETURN NEXT format('%s rows of %s_default', removed, parent);
        END IF;
    END LOOP;
END
$$;

REVOKE EXECUTE ON FUNCTION discovery_partitions_to_make(timestamptz, integer) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION discovery_prepare_partitions(timestamptz, integer) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION discovery_drop_history(timestamptz) FROM PUBLIC;

SELECT discovery_prepare_partitions(now());
