-- Compatible from: 2
--
-- A host of version 2 that is running goes on beside this version: it knows an action of this kind, whoever wrote it.

-- A person who sets is_permanent does what ITokenLifecycle.PinAsync and UnpinAsync do. Without the record of it, a token of the configured list of seeds would be
-- made permanent again by the next cycle.
CREATE FUNCTION discovery_pin_by_hand() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO {schema}.operator_actions (request_id, action, token_address, operator, reason, created_at)
    VALUES (
        'sql:' || gen_random_uuid(),
        CASE WHEN NEW.is_permanent THEN 'pin' ELSE 'unpin' END,
        NEW.address,
        'sql:' || session_user,
        format('is_permanent set to %s by SQL', NEW.is_permanent),
        date_trunc('milliseconds', clock_timestamp()));
    RETURN NEW;
END
$$;

REVOKE EXECUTE ON FUNCTION discovery_pin_by_hand() FROM PUBLIC;

-- Triggers of one event run by their names: this one runs before another raises the revision.
CREATE TRIGGER discovery_0_pin_by_hand BEFORE UPDATE OF is_permanent ON tracked_tokens FOR EACH ROW
WHEN (NEW.revision = OLD.revision AND NEW.is_permanent <> OLD.is_permanent)
EXECUTE FUNCTION discovery_pin_by_hand();
