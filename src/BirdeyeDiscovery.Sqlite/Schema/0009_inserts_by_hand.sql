-- Compatible from: 1
--
-- A host of an earlier version that is running goes on beside this version: it gives each row that it inserts a version of the strategy, and inserts active
-- rows only.

-- A person who inserts a token as paused or removed wants it to stay so, as after an update of the status: without a hold a removed token would enter by its
-- rank. No event is written, because a follower of the feed has never met the token. The revision is raised so that no other trigger takes this for a statement
-- by hand.
CREATE TRIGGER discovery_hold_inserted_by_hand AFTER INSERT ON tracked_tokens
WHEN NEW.strategy_version = 0 AND NEW.status <> 'active' AND NEW.held_by IS NULL
BEGIN
    UPDATE tracked_tokens SET
        held_by = 'sql',
        hold_reason = coalesce(NEW.hold_reason, nullif(NEW.status_reason, ''), 'inserted as ' || NEW.status || ' by SQL'),
        deactivated_at = coalesce(NEW.deactivated_at, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
        revision = NEW.revision + 1
    WHERE id = NEW.id;
END;
