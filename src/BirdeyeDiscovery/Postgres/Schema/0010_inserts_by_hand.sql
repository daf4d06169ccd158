-- Compatible from: 2
--
-- A host of an earlier version that is running goes on beside this version: it gives each row that it inserts a version of the strategy, and inserts active
-- rows only.

-- A person who inserts a token as paused or removed wants it to stay so, as after an update of the status: without a hold a removed token would enter by its
-- rank. No event is written, because a follower of the feed has never met the token.
CREATE FUNCTION discovery_hold_inserted_by_hand() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.held_by := 'sql:' || session_user;
    NEW.hold_reason := coalesce(NEW.hold_reason, nullif(NEW.status_reason, ''), format('inserted as %s by SQL', NEW.status));
    NEW.deactivated_at := coalesce(NEW.deactivated_at, date_trunc('milliseconds', clock_timestamp()));
    RETURN NEW;
END
$$;

REVOKE EXECUTE ON FUNCTION discovery_hold_inserted_by_hand() FROM PUBLIC;

CREATE TRIGGER discovery_1_hold_inserted_by_hand BEFORE INSERT ON tracked_tokens FOR EACH ROW
WHEN (NEW.strategy_version = 0 AND NEW.status <> 'active' AND NEW.held_by IS NULL)
EXECUTE FUNCTION discovery_hold_inserted_by_hand();
