-- Compatible from: 2
--
-- A host of an earlier version that is running goes on beside this version: it neither reads nor writes the new table, and it calls the
-- functions under their names.

-- What shadow scorers gave the tokens that a cycle scored. No decision reads it. created_at is the cycle's time, as in token_scores.
CREATE TABLE shadow_scores (
    snapshot_id bigint NOT NULL REFERENCES discovery_snapshots (id),
    token_address text NOT NULL,
    scorer text NOT NULL CHECK (scorer <> ''),
    scorer_version text NOT NULL,
    options_hash text NOT NULL,
    total_score numeric NOT NULL CHECK (total_score BETWEEN 0 AND 100),
    momentum_score numeric CHECK (momentum_score BETWEEN 0 AND 100),
    liquidity_score numeric CHECK (liquidity_score BETWEEN 0 AND 100),
    volume_score numeric CHECK (volume_score BETWEEN 0 AND 100),
    safety_score numeric CHECK (safety_score BETWEEN 0 AND 100),
    flow_score numeric CHECK (flow_score BETWEEN 0 AND 100),
    created_at timestamptz NOT NULL CHECK (isfinite(created_at)),
    PRIMARY KEY (snapshot_id, scorer, token_address, created_at)
) PARTITION BY RANGE (created_at);

CREATE TABLE shadow_scores_default PARTITION OF shadow_scores DEFAULT;

-- A role that reads or adds scores may do the same here. Without it, the runtime role of an existing schema could not read a cycle before
-- the script of the roles has run again.
DO $$
DECLARE
    held record;
BEGIN
    FOR held IN
        SELECT a.privilege_type AS privilege,
            CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS role_name
        FROM pg_class c CROSS JOIN aclexplode(c.relacl) a
        WHERE c.oid = 'token_scores'::regclass AND a.grantee <> c.relowner AND a.privilege_type IN ('SELECT', 'INSERT')
    LOOP
        EXECUTE format('GRANT %s ON shadow_scores TO %s', held.privilege, held.role_name);
    END LOOP;
END
$$;

-- The functions that make and drop months, now with the months of the new table. A replaced function keeps its owner and its grants.
CREATE OR REPLACE FUNCTION discovery_partitions_to_make(cycle_time timestamptz, months_ahead integer)
RETURNS TABLE (parent text, part text, lower_bound timestamptz, upper_bound timestamptz)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    month timestamptz;
    months timestamptz[];
BEGIN
    -- The rows of a month without a partition are in the default partition until the month gets one.
    FOREACH parent IN ARRAY ARRAY['token_scores', 'candidate_rejections', 'cycle_inputs', 'shadow_scores'] LOOP
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

CREATE OR REPLACE FUNCTION discovery_drop_history(keep_from timestamptz) RETURNS SETOF text
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
    FOREACH parent IN ARRAY ARRAY['token_scores', 'candidate_rejections', 'cycle_inputs', 'shadow_scores'] LOOP
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

SELECT discovery_prepare_partitions(now());
