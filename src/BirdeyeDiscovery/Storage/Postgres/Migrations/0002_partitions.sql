-- Partitions by month. Who may run the library need not own its tables: these functions run as their owner, do one thing each, and nobody may run them
-- who was not granted it.

CREATE FUNCTION discovery_prepare_partitions(cycle_time timestamptz, months_ahead integer DEFAULT 2) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp SET timezone = 'UTC' SET lock_timeout = '5s' AS $$
DECLARE
    made integer := 0;
    lower_bound timestamptz;
    upper_bound timestamptz;
    parent text;
    part text;
BEGIN
    IF cycle_time IS NULL OR NOT isfinite(cycle_time) OR cycle_time < '2020-01-01' OR cycle_time >= '2200-01-01' THEN
        RAISE EXCEPTION 'cycle_time is %; allowed are 2020-01-01 to 2199-12-31', cycle_time USING ERRCODE = '22023';
    END IF;

    IF months_ahead IS NULL OR months_ahead NOT BETWEEN 0 AND 12 THEN
        RAISE EXCEPTION 'months_ahead is %; allowed are 0 to 12', months_ahead USING ERRCODE = '22023';
    END IF;

    -- Several hosts may come at once; the first makes what the others find.
    PERFORM pg_advisory_xact_lock(hashtextextended(current_schema() || '.discovery_partitions', 0));
    FOR ahead IN 0..months_ahead LOOP
        lower_bound := date_trunc('month', cycle_time) + make_interval(months => ahead);
        upper_bound := lower_bound + interval '1 month';
        FOREACH parent IN ARRAY ARRAY['token_scores', 'candidate_rejections', 'cycle_inputs'] LOOP
            part := parent || to_char(lower_bound, '"_y"YYYY"m"MM');
            CONTINUE WHEN to_regclass(format('%I.%I', current_schema(), part)) IS NOT NULL;

            -- Made beside the parent, filled with what the default partition already holds of the month, then attached: readers and writers of other months go on.
            EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)', part, parent);
            EXECUTE format(
                'WITH moved AS (DELETE FROM %I WHERE created_at >= $1 AND created_at < $2 RETURNING *) INSERT INTO %I SELECT * FROM moved',
                parent || '_default', part) USING lower_bound, upper_bound;
            EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, part, lower_bound, upper_bound);
            made := made + 1;
        END LOOP;
    END LOOP;

    RETURN made;
END
$$;

-- Drops whole months that end at or before a time, and what the default partitions hold from before it. The current month is never dropped.
CREATE FUNCTION discovery_drop_history(keep_from timestamptz) RETURNS SETOF text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp SET timezone = 'UTC' SET lock_timeout = '5s' AS $$
DECLARE
    parent text;
    part text;
    removed bigint;
BEGIN
    IF keep_from IS NULL OR NOT isfinite(keep_from) OR keep_from > date_trunc('month', now()) THEN
        RAISE EXCEPTION 'keep_from is %; allowed is at most the start of the current month', keep_from USING ERRCODE = '22023';
    END IF;

    PERFORM pg_advisory_xact_lock(hashtextextended(current_schema() || '.discovery_partitions', 0));
    FOREACH parent IN ARRAY ARRAY['token_scores', 'candidate_rejections', 'cycle_inputs'] LOOP
        FOR part IN
            SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = format('%I.%I', current_schema(), parent)::regclass AND c.relname ~ '_y[0-9]{4}m[0-9]{2}$'
                AND to_timestamp(right(c.relname, 7), 'YYYY"m"MM') + interval '1 month' <= keep_from
            ORDER BY c.relname
        LOOP
            EXECUTE format('DROP TABLE %I', part);
            RETURN NEXT part;
        END LOOP;

        EXECUTE format('DELETE FROM %I WHERE created_at < $1', parent || '_default') USING keep_from;
        GET DIAGNOSTICS removed = ROW_COUNT;
        IF removed > 0 THEN
            RETURN NEXT format('%s rows of %s_default', removed, parent);
        END IF;
    END LOOP;
END
$$;

REVOKE EXECUTE ON FUNCTION discovery_prepare_partitions(timestamptz, integer) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION discovery_drop_history(timestamptz) FROM PUBLIC;

SELECT discovery_prepare_partitions(now());
