-- Compatible from: 1
--
-- A host of version 1 that is running goes on beside this version: what the library writes is told apart by the revision and the version of the strategy,
-- which it has raised in each of its statements from the first version on.
--
-- People change tracked_tokens with SQL of their own. These triggers do for them what ITokenLifecycle and IStrategyStore do: they raise the revision, so that a
-- cycle that is under way plans again instead of writing back what it had read, write the event or the version of the strategy, and hold a token that
-- was paused or removed. A statement that raises the revision itself is left as it is.
--
-- SQLite cannot change the row before it is written, and runs the triggers of one event in no order that it promises: each change has one trigger, whose
-- statements follow each other.

CREATE TRIGGER discovery_move_by_hand BEFORE UPDATE OF address ON tracked_tokens
WHEN NEW.revision = OLD.revision AND NEW.address <> OLD.address
BEGIN
    SELECT RAISE(ABORT, 'the address of a tracked token cannot be changed by SQL: a token moves to another address with ITokenLifecycle.MigrateTokenAsync, which takes its history along');
END;

-- The table's own rule on holds is looked at before a trigger could end the hold.
CREATE TRIGGER discovery_resume_held_by_hand BEFORE UPDATE OF status ON tracked_tokens
WHEN NEW.revision = OLD.revision AND NEW.status = 'active' AND OLD.status <> 'active' AND NEW.held_by IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'the token was paused or removed by hand and is held: resume it with ITokenLifecycle.ResumeAsync or AllowAsync, or set held_by = NULL, hold_reason = NULL in the same statement');
END;

-- Runs wherever a statement names the status, whether it changes or not: a person who pauses a token that the engine has paused wants it to stay paused.
CREATE TRIGGER discovery_hold_by_hand AFTER UPDATE OF status ON tracked_tokens
WHEN NEW.revision = OLD.revision AND NEW.status <> 'active'
BEGIN
    UPDATE tracked_tokens SET
        held_by = coalesce(NEW.held_by, 'sql'),
        hold_reason = coalesce(NEW.hold_reason, CASE WHEN NEW.status_reason IS NOT OLD.status_reason THEN nullif(NEW.status_reason, '') END, 'status set to ' || NEW.status || ' by SQL'),
        status_reason = CASE WHEN NEW.status_reason IS OLD.status_reason AND OLD.held_by IS NULL THEN 'BY_HAND: sql: status set to ' || NEW.status || ' by SQL' ELSE NEW.status_reason END,
        deactivated_at = CASE WHEN OLD.status = 'active' AND NEW.deactivated_at IS OLD.deactivated_at THEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now') ELSE NEW.deactivated_at END,
        status_cycles = CASE WHEN NEW.status <> OLD.status THEN 0 ELSE NEW.status_cycles END,
        updated_at = CASE WHEN NEW.updated_at = OLD.updated_at THEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now') ELSE NEW.updated_at END,
        revision = OLD.revision + 1
    WHERE id = NEW.id;

    -- A follower of the feed meets only the steps that the engine takes: an active token is paused before it is removed.
    INSERT INTO token_lifecycle_events (token_address, event_type, from_status, to_status, reason)
    SELECT NEW.address, 'paused', OLD.status, 'paused',
        'BY_HAND: sql: ' || CASE WHEN NEW.status_reason IS NOT OLD.status_reason AND NEW.status_reason <> '' THEN NEW.status_reason ELSE 'status set to ' || NEW.status || ' by SQL' END
    WHERE NEW.status <> OLD.status AND (NEW.status = 'paused' OR OLD.status = 'active');
    INSERT INTO token_lifecycle_events (token_address, event_type, from_status, to_status, reason)
    SELECT NEW.address, 'removed', 'paused', 'removed',
        'BY_HAND: sql: ' || CASE WHEN NEW.status_reason IS NOT OLD.status_reason AND NEW.status_reason <> '' THEN NEW.status_reason ELSE 'status set to ' || NEW.status || ' by SQL' END
    WHERE NEW.status <> OLD.status AND NEW.status = 'removed';
END;

-- A token that returns starts anew, as by ITokenLifecycle.AllowAsync: whether it has a day of candles is found out again.
CREATE TRIGGER discovery_resume_by_hand AFTER UPDATE OF status ON tracked_tokens
WHEN NEW.revision = OLD.revision AND NEW.status = 'active' AND OLD.status <> 'active'
BEGIN
    UPDATE tracked_tokens SET
        status_reason = CASE WHEN NEW.status_reason IS OLD.status_reason THEN 'BY_HAND: sql: status set to active by SQL' ELSE NEW.status_reason END,
        deactivated_at = NULL,
        low_score_cycles = 0,
        missing_data_cycles = 0,
        status_cycles = 0,
        activated_at = CASE WHEN OLD.status = 'removed' AND NEW.activated_at IS OLD.activated_at THEN NULL ELSE NEW.activated_at END,
        first_candle_at = CASE WHEN OLD.status = 'removed' THEN NULL ELSE NEW.first_candle_at END,
        discovered_at = CASE WHEN OLD.status = 'removed' AND NEW.discovered_at = OLD.discovered_at THEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now') ELSE NEW.discovered_at END,
        updated_at = CASE WHEN NEW.updated_at = OLD.updated_at THEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now') ELSE NEW.updated_at END,
        revision = OLD.revision + 1
    WHERE id = NEW.id;
    INSERT INTO token_lifecycle_events (token_address, event_type, from_status, to_status, reason)
    SELECT NEW.address, CASE WHEN OLD.status = 'removed' THEN 'added' ELSE 'resumed' END, OLD.status, 'active',
        'BY_HAND: sql: ' || CASE WHEN NEW.status_reason IS NOT OLD.status_reason AND NEW.status_reason <> '' THEN NEW.status_reason ELSE 'status set to ' || NEW.status || ' by SQL' END;
END;

-- What a cycle writes too. A statement that names the status as well is handled above.
CREATE TRIGGER discovery_change_by_hand AFTER UPDATE ON tracked_tokens
WHEN NEW.revision = OLD.revision AND (SELECT t.revision FROM tracked_tokens t WHERE t.id = NEW.id) = OLD.revision AND NEW.status = OLD.status AND (
    NEW.symbol <> OLD.symbol OR NEW.name IS NOT OLD.name OR NEW.category <> OLD.category OR NEW.fdv_usd IS NOT OLD.fdv_usd OR NEW.liquidity_usd IS NOT OLD.liquidity_usd
    OR NEW.discovered_at <> OLD.discovered_at OR NEW.discovery_score IS NOT OLD.discovery_score OR NEW.discovery_rank IS NOT OLD.discovery_rank
    OR NEW.status_reason IS NOT OLD.status_reason OR NEW.held_by IS NOT OLD.held_by OR NEW.hold_reason IS NOT OLD.hold_reason OR NEW.is_permanent <> OLD.is_permanent
    OR NEW.next_category IS NOT OLD.next_category OR NEW.category_cycles <> OLD.category_cycles OR NEW.activated_at IS NOT OLD.activated_at
    OR NEW.deactivated_at IS NOT OLD.deactivated_at OR NEW.last_scored_at IS NOT OLD.last_scored_at OR NEW.low_score_cycles <> OLD.low_score_cycles
    OR NEW.missing_data_cycles <> OLD.missing_data_cycles OR NEW.status_cycles <> OLD.status_cycles OR NEW.first_candle_at IS NOT OLD.first_candle_at)
BEGIN
    UPDATE tracked_tokens SET
        updated_at = CASE WHEN NEW.updated_at = OLD.updated_at THEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now') ELSE NEW.updated_at END,
        revision = OLD.revision + 1
    WHERE id = NEW.id;
END;

CREATE TRIGGER discovery_activate_by_hand AFTER UPDATE OF activated_at ON tracked_tokens
WHEN NEW.revision = OLD.revision AND OLD.activated_at IS NULL AND NEW.activated_at IS NOT NULL AND NEW.status = 'active'
BEGIN
    INSERT INTO token_lifecycle_events (token_address, event_type, reason) VALUES (NEW.address, 'activated', 'BY_HAND: sql: activated_at set by SQL');
END;

CREATE TRIGGER discovery_strategy_null_by_hand BEFORE UPDATE OF strategy_config ON tracked_tokens
WHEN NEW.strategy_version = OLD.strategy_version AND json_valid(NEW.strategy_config) AND json_type(NEW.strategy_config) = 'null'
BEGIN
    SELECT RAISE(ABORT, 'strategy_config is the JSON null; allowed are any other JSON and the SQL NULL. IStrategyStore.ChangeStrategyAsync changes a strategy too');
END;

-- The revision stays, as for every change of a strategy: no cycle writes these columns but on the version that it has read.
CREATE TRIGGER discovery_strategy_by_hand AFTER UPDATE OF strategy_type, strategy_config ON tracked_tokens
WHEN NEW.strategy_version = OLD.strategy_version AND (NEW.strategy_type <> OLD.strategy_type OR NEW.strategy_config IS NOT OLD.strategy_config)
BEGIN
    INSERT INTO strategy_config_versions (token_address, version, old_strategy_type, new_strategy_type, old_config, new_config, is_by_hand, changed_by, reason)
    SELECT NEW.address, max(OLD.strategy_version, (SELECT coalesce(max(v.version), 0) FROM strategy_config_versions v WHERE v.token_address = NEW.address)) + 1,
        OLD.strategy_type, NEW.strategy_type, OLD.strategy_config, NEW.strategy_config, 1, 'sql', 'STRATEGY_SET: by SQL';
    UPDATE tracked_tokens SET strategy_by_hand = 1, strategy_version = (SELECT max(v.version) FROM strategy_config_versions v WHERE v.token_address = NEW.address)
    WHERE id = NEW.id;
    INSERT INTO token_lifecycle_events (token_address, event_type, reason)
    SELECT NEW.address, 'strategy_changed', 'STRATEGY_SET: version ' || strategy_version || ', ' || NEW.strategy_type || ', by sql, by SQL' FROM tracked_tokens WHERE id = NEW.id;
END;

-- A row that a person inserts has no version of its strategy yet. The library gives each of its rows one.
CREATE TRIGGER discovery_add_by_hand AFTER INSERT ON tracked_tokens
WHEN NEW.strategy_version = 0
BEGIN
    INSERT INTO strategy_config_versions (token_address, version, new_strategy_type, new_config, is_by_hand, changed_by, reason)
    SELECT NEW.address, (SELECT coalesce(max(v.version), 0) FROM strategy_config_versions v WHERE v.token_address = NEW.address) + 1,
        NEW.strategy_type, NEW.strategy_config, NEW.strategy_config IS NOT NULL, 'sql', 'STRATEGY_SET: by SQL';
    UPDATE tracked_tokens SET
        strategy_version = (SELECT max(v.version) FROM strategy_config_versions v WHERE v.token_address = NEW.address),
        strategy_by_hand = max(NEW.strategy_by_hand, NEW.strategy_config IS NOT NULL)
    WHERE id = NEW.id;
    INSERT INTO token_lifecycle_events (token_address, event_type, to_status, reason)
    SELECT NEW.address, 'added', 'active', 'BY_HAND: sql: row inserted by SQL' WHERE NEW.status = 'active';
END;
