-- Compatible from: 2
--
-- A host of version 2 that is running goes on beside this version: what the library writes is told apart by the revision and the version of the strategy,
-- which it has raised in each of its statements from the first version on.
--
-- People change tracked_tokens with SQL of their own. These triggers do for them what ITokenLifecycle and IStrategyStore do: they raise the revision, so that a
-- cycle that is under way plans again instead of writing back what it had read, write the event or the version of the strategy, and hold a token that
-- was paused or removed. A statement that raises the revision itself is left as it is.
--
-- The functions run as their owner: who may update tracked_tokens needs no right on events and versions.

-- Whoever writes events locks the row of the lease before any other row, so that the order of their numbers is the order of the commits. A trigger for a whole
-- statement runs before the statement locks its first row. A session that is left open within the transaction would stop every cycle: the server ends it.
CREATE FUNCTION discovery_lock_for_events() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM FROM {schema}.discovery_lease WHERE id = 1 FOR NO KEY UPDATE;
    IF current_setting('idle_in_transaction_session_timeout') = '0' THEN
        PERFORM set_config('idle_in_transaction_session_timeout', '60s', true);
    END IF;

    RETURN NULL;
END
$$;

-- The channel of the notification is the schema's name, which the function's own table has.
CREATE FUNCTION discovery_write_event(address text, type text, from_status text, to_status text, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO {schema}.token_lifecycle_events (token_address, event_type, from_status, to_status, reason, created_at)
    VALUES (address, type, from_status, to_status, why, date_trunc('milliseconds', clock_timestamp()));
    PERFORM pg_notify((SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = '{schema}.discovery_lease'::regclass), '');
END
$$;

-- The version of the strategy of a token, written as one that a person set.
CREATE FUNCTION discovery_write_version(address text, last_version integer, old_type text, new_type text, old_config jsonb, new_config jsonb, by_hand boolean, who text)
RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    next_version integer;
BEGIN
    SELECT greatest(last_version, coalesce(max(v.version), 0)) + 1 INTO next_version FROM {schema}.strategy_config_versions v WHERE v.token_address = address;
    INSERT INTO {schema}.strategy_config_versions (token_address, version, old_strategy_type, new_strategy_type, old_config, new_config, is_by_hand, changed_by, reason, changed_at)
    VALUES (address, next_version, old_type, new_type, old_config, new_config, by_hand, who, 'STRATEGY_SET: by SQL', date_trunc('milliseconds', clock_timestamp()));
    RETURN next_version;
END
$$;

-- Runs wherever a statement names the status, whether it changes or not: a person who pauses a token that the engine has paused wants it to stay paused.
CREATE FUNCTION discovery_hold_by_hand() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.held_by := 'sql:' || session_user;
    NEW.hold_reason := coalesce(CASE WHEN NEW.status_reason IS DISTINCT FROM OLD.status_reason THEN nullif(NEW.status_reason, '') END, 'status set to ' || NEW.status || ' by SQL');
    RETURN NEW;
END
$$;

CREATE FUNCTION discovery_change_by_hand() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who text := 'sql:' || session_user;
    why text;
    says_why boolean := NEW.status_reason IS DISTINCT FROM OLD.status_reason;
BEGIN
    IF NEW.address <> OLD.address THEN
        RAISE EXCEPTION 'the address of % (%) cannot be changed by SQL: a token moves to another address with ITokenLifecycle.MigrateTokenAsync, which takes its history along',
            OLD.symbol, OLD.address USING ERRCODE = '23001';
    END IF;

    NEW.revision := OLD.revision + 1;
    IF NEW.updated_at = OLD.updated_at THEN
        NEW.updated_at := date_trunc('milliseconds', clock_timestamp());
    END IF;

    -- What stands there from an earlier statement by hand stays; a reason of the engine does not explain what a person did.
    IF NOT says_why AND (OLD.held_by IS NULL OR NEW.status = 'active') AND (NEW.status <> OLD.status OR NEW.held_by IS NOT NULL) THEN
        NEW.status_reason := format('BY_HAND: %s: status set to %s by SQL', who, NEW.status);
    END IF;

    why := format('BY_HAND: %s: %s', who, CASE WHEN says_why AND NEW.status_reason <> '' THEN NEW.status_reason ELSE format('status set to %s by SQL', NEW.status) END);
    IF NEW.status = 'active' AND OLD.status <> 'active' THEN
        NEW.held_by := NULL;
        NEW.hold_reason := NULL;
        NEW.deactivated_at := NULL;
        NEW.low_score_cycles := 0;
        NEW.missing_data_cycles := 0;
        IF OLD.status = 'removed' THEN
            -- A token that returns starts anew, as by ITokenLifecycle.AllowAsync: whether it has a day of candles is found out again.
            NEW.activated_at := CASE WHEN NEW.activated_at IS DISTINCT FROM OLD.activated_at THEN NEW.activated_at END;
            NEW.first_candle_at := NULL;
            NEW.discovered_at := CASE WHEN NEW.discovered_at <> OLD.discovered_at THEN NEW.discovered_at ELSE date_trunc('milliseconds', clock_timestamp()) END;
        END IF;
    ELSIF NEW.status <> 'active' AND OLD.status = 'active' AND NEW.deactivated_at IS NOT DISTINCT FROM OLD.deactivated_at THEN
        NEW.deactivated_at := date_trunc('milliseconds', clock_timestamp());
    END IF;

    IF NEW.status <> OLD.status THEN
        NEW.status_cycles := 0;

        -- A follower of the feed meets only the steps that the engine takes: an active token is paused before it is removed.
        IF NEW.status = 'removed' THEN
            IF OLD.status = 'active' THEN
                PERFORM {schema}.discovery_write_event(OLD.address, 'paused', 'active', 'paused', why);
            END IF;

            PERFORM {schema}.discovery_write_event(OLD.address, 'removed', 'paused', 'removed', why);
        ELSE
            PERFORM {schema}.discovery_write_event(
                OLD.address, CASE WHEN NEW.status = 'paused' THEN 'paused' WHEN OLD.status = 'removed' THEN 'added' ELSE 'resumed' END, OLD.status, NEW.status, why);
        END IF;
    END IF;

    IF OLD.activated_at IS NULL AND NEW.activated_at IS NOT NULL AND NEW.status = 'active' THEN
        PERFORM {schema}.discovery_write_event(OLD.address, 'activated', NULL, NULL, format('BY_HAND: %s: activated_at set by SQL', who));
    END IF;

    RETURN NEW;
END
$$;

-- The revision stays, as for every change of a strategy: no cycle writes these columns but on the version that it has read.
CREATE FUNCTION discovery_change_strategy_by_hand() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who text := 'sql:' || session_user;
BEGIN
    IF NEW.strategy_config = 'null'::jsonb THEN
        RAISE EXCEPTION 'strategy_config of % is the JSON null; allowed are any other JSON and the SQL NULL. IStrategyStore.ChangeStrategyAsync changes a strategy too',
            OLD.symbol USING ERRCODE = '22023';
    END IF;

    NEW.strategy_by_hand := true;
    NEW.strategy_version := {schema}.discovery_write_version(
        OLD.address, OLD.strategy_version, OLD.strategy_type, NEW.strategy_type, OLD.strategy_config, NEW.strategy_config, true, who);
    PERFORM {schema}.discovery_write_event(
        OLD.address, 'strategy_changed', NULL, NULL, format('STRATEGY_SET: version %s, %s, by %s, by SQL', NEW.strategy_version, NEW.strategy_type, who));
    RETURN NEW;
END
$$;

-- A row that a person inserts has no version of its strategy yet; the library gives each of its rows one.
CREATE FUNCTION discovery_add_by_hand() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who text := 'sql:' || session_user;
    first_version integer;
BEGIN
    first_version := {schema}.discovery_write_version(NEW.address, 0, NULL, NEW.strategy_type, NULL, NEW.strategy_config, NEW.strategy_config IS NOT NULL, who);
    UPDATE {schema}.tracked_tokens SET strategy_version = first_version, strategy_by_hand = NEW.strategy_by_hand OR NEW.strategy_config IS NOT NULL WHERE id = NEW.id;
    IF NEW.status = 'active' THEN
        PERFORM {schema}.discovery_write_event(NEW.address, 'added', NULL, 'active', format('BY_HAND: %s: row inserted by SQL', who));
    END IF;

    RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION discovery_lock_for_events() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION discovery_write_event(text, text, text, text, text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION discovery_write_version(text, integer, text, text, jsonb, jsonb, boolean, text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION discovery_hold_by_hand() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION discovery_change_by_hand() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION discovery_change_strategy_by_hand() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION discovery_add_by_hand() FROM PUBLIC;

-- Not for the counters of trades: the library writes them without the row of the lease.
CREATE TRIGGER discovery_lock_update BEFORE UPDATE OF
    symbol, address, name, category, fdv_usd, liquidity_usd, discovered_at, discovery_score, discovery_rank, status, status_reason, held_by, hold_reason, is_permanent,
    strategy_type, strategy_config, next_category, category_cycles, activated_at, deactivated_at, last_scored_at, low_score_cycles, missing_data_cycles, status_cycles,
    first_candle_at
ON tracked_tokens FOR EACH STATEMENT EXECUTE FUNCTION discovery_lock_for_events();

CREATE TRIGGER discovery_lock_insert BEFORE INSERT ON tracked_tokens FOR EACH STATEMENT EXECUTE FUNCTION discovery_lock_for_events();

-- Triggers of one event run by their names.
CREATE TRIGGER discovery_1_hold_by_hand BEFORE UPDATE OF status ON tracked_tokens FOR EACH ROW
WHEN (NEW.revision = OLD.revision AND NEW.status <> 'active' AND NEW.held_by IS NULL)
EXECUTE FUNCTION discovery_hold_by_hand();

CREATE TRIGGER discovery_2_change_by_hand BEFORE UPDATE ON tracked_tokens FOR EACH ROW
WHEN (NEW.revision = OLD.revision AND (
    NEW.symbol, NEW.address, NEW.name, NEW.category, NEW.fdv_usd, NEW.liquidity_usd, NEW.discovered_at, NEW.discovery_score, NEW.discovery_rank, NEW.status,
    NEW.status_reason, NEW.held_by, NEW.hold_reason, NEW.is_permanent, NEW.next_category, NEW.category_cycles, NEW.activated_at, NEW.deactivated_at,
    NEW.last_scored_at, NEW.low_score_cycles, NEW.missing_data_cycles, NEW.status_cycles, NEW.first_candle_at)
IS DISTINCT FROM (
    OLD.symbol, OLD.address, OLD.name, OLD.category, OLD.fdv_usd, OLD.liquidity_usd, OLD.discovered_at, OLD.discovery_score, OLD.discovery_rank, OLD.status,
    OLD.status_reason, OLD.held_by, OLD.hold_reason, OLD.is_permanent, OLD.next_category, OLD.category_cycles, OLD.activated_at, OLD.deactivated_at,
    OLD.last_scored_at, OLD.low_score_cycles, OLD.missing_data_cycles, OLD.status_cycles, OLD.first_candle_at))
EXECUTE FUNCTION discovery_change_by_hand();

CREATE TRIGGER discovery_3_strategy_by_hand BEFORE UPDATE ON tracked_tokens FOR EACH ROW
WHEN (NEW.strategy_version = OLD.strategy_version AND (NEW.strategy_type, NEW.strategy_config) IS DISTINCT FROM (OLD.strategy_type, OLD.strategy_config))
EXECUTE FUNCTION discovery_change_strategy_by_hand();

CREATE TRIGGER discovery_4_add_by_hand AFTER INSERT ON tracked_tokens FOR EACH ROW WHEN (NEW.strategy_version = 0) EXECUTE FUNCTION discovery_add_by_hand();
