-- Roles for BirdeyeDiscovery on PostgreSQL: who owns the schema, who runs the library, who drops old history.
--
--   psql -d bot -v schema=discovery -v owner=discovery_owner -v runtime=discovery_runtime -v retention=discovery_retention -f postgres-roles.sql
--
-- Run it as superuser, or as a member of the owner role that may create roles: once before the first start, and again after every start that applied
-- migrations; between the two, start a host once as the owner. It can be run any number of times. It sets no passwords: use \password.
--
--   owner      applies migrations (Storage:SchemaMode = Apply). No host needs to run as this role.
--   runtime    runs hosts: reads all, adds history, changes only what has a current state. No DDL, no TRUNCATE, no change of history; it deletes
--              nothing but rows of strategy_performance, which are made of the trades and can be made again.
--   retention  may call discovery_drop_history, and nothing else.

\set ON_ERROR_STOP on
BEGIN;

SELECT set_config('birdeye.schema', :'schema', true), set_config('birdeye.owner', :'owner', true),
    set_config('birdeye.runtime', :'runtime', true), set_config('birdeye.retention', :'retention', true);

DO $do$
DECLARE
    schema_name text := current_setting('birdeye.schema');
    owner_role text := current_setting('birdeye.owner');
    runtime_role text := current_setting('birdeye.runtime');
    retention_role text := current_setting('birdeye.retention');
    role_name text;
    table_name text;
    tables text[] := ARRAY['tracked_tokens', 'discovery_snapshots', 'token_scores', 'candidate_rejections', 'cycle_inputs', 'token_lifecycle_events',
        'trade_closes', 'strategy_performance', 'strategy_config_versions', 'token_migrations', 'operator_actions', 'discovery_lease', 'discovery_schema_versions'];
BEGIN
    FOREACH role_name IN ARRAY ARRAY[owner_role, runtime_role, retention_role] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE', role_name);
        END IF;
    END LOOP;

    IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = schema_name) THEN
        EXECUTE format('CREATE SCHEMA %I', schema_name);
    END IF;

    EXECUTE format('GRANT USAGE, CREATE ON SCHEMA %I TO %I', schema_name, owner_role);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I, %I', schema_name, runtime_role, retention_role);

    -- In databases that come from a server before version 15 everybody may create in the schema "public"; who makes tables of their own there needs a grant.
    EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC, %I, %I', schema_name, runtime_role, retention_role);
    IF has_schema_privilege(runtime_role, schema_name, 'CREATE') OR has_schema_privilege(retention_role, schema_name, 'CREATE') THEN
        RAISE WARNING 'Role % or % may still create objects in schema %: run this script as the owner of the schema, or end the membership that lets them.',
            runtime_role, retention_role, schema_name;
    END IF;

    IF to_regclass(format('%I.discovery_schema_versions', schema_name)) IS NULL THEN
        RAISE NOTICE 'Schema % holds no tables yet: start a host once as %, then run this script again.', schema_name, owner_role;
        RETURN;
    END IF;

    FOREACH table_name IN ARRAY tables LOOP
        EXECUTE format('REVOKE ALL ON %I.%I FROM PUBLIC, %I, %I', schema_name, table_name, runtime_role, retention_role);
        EXECUTE format('GRANT SELECT ON %I.%I TO %I', schema_name, table_name, runtime_role);
    END LOOP;

    -- Added and never changed.
    FOREACH table_name IN ARRAY ARRAY['discovery_snapshots', 'token_scores', 'candidate_rejections', 'cycle_inputs', 'token_lifecycle_events',
        'trade_closes', 'strategy_config_versions', 'token_migrations', 'operator_actions'] LOOP
        EXECUTE format('GRANT INSERT ON %I.%I TO %I', schema_name, table_name, runtime_role);
    END LOOP;

    -- What has a current state. The category of a trade is filled in when its token is tracked later.
    EXECUTE format('GRANT INSERT, UPDATE ON %I.tracked_tokens, %I.strategy_performance TO %I', schema_name, schema_name, runtime_role);
    EXECUTE format('GRANT DELETE ON %I.strategy_performance TO %I', schema_name, runtime_role);
    EXECUTE format('GRANT UPDATE ON %I.discovery_lease TO %I', schema_name, runtime_role);
    EXECUTE format('GRANT UPDATE (token_category) ON %I.trade_closes TO %I', schema_name, runtime_role);

    -- A schema of an earlier version has no such table yet: run this script again after the update.
    IF to_regclass(format('%I.compute_units', schema_name)) IS NOT NULL THEN
        EXECUTE format('REVOKE ALL ON %I.compute_units FROM PUBLIC, %I, %I', schema_name, runtime_role, retention_role);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I.compute_units TO %I', schema_name, runtime_role);
    END IF;

    IF to_regclass(format('%I.shadow_scores', schema_name)) IS NOT NULL THEN
        EXECUTE format('REVOKE ALL ON %I.shadow_scores FROM PUBLIC, %I, %I', schema_name, runtime_role, retention_role);
        EXECUTE format('GRANT SELECT, INSERT ON %I.shadow_scores TO %I', schema_name, runtime_role);
    END IF;

    IF to_regclass(format('%I.evaluation_trials', schema_name)) IS NOT NULL THEN
        EXECUTE format('REVOKE ALL ON %I.evaluation_trials FROM PUBLIC, %I, %I', schema_name, runtime_role, retention_role);
        EXECUTE format('GRANT SELECT, INSERT ON %I.evaluation_trials TO %I', schema_name, runtime_role);
    END IF;

    EXECUTE format('REVOKE ALL ON FUNCTION %I.discovery_prepare_partitions(timestamptz, integer) FROM PUBLIC, %I', schema_name, retention_role);
    EXECUTE format('REVOKE ALL ON FUNCTION %I.discovery_drop_history(timestamptz) FROM PUBLIC, %I', schema_name, runtime_role);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %I.discovery_prepare_partitions(timestamptz, integer) TO %I', schema_name, runtime_role);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %I.discovery_drop_history(timestamptz) TO %I', schema_name, retention_role);
END
$do$;

COMMIT;
