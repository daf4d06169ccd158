-- Compatible from: 1
--
-- A host of version 1 that is running goes on beside this version: it knows an action of this kind, whoever wrote it.

-- A person who sets is_permanent does what ITokenLifecycle.PinAsync and UnpinAsync do. Without the record of it, a token of the configured list of seeds would be
-- made permanent again by the next cycle.
CREATE TRIGGER discovery_pin_by_hand AFTER UPDATE OF is_permanent ON tracked_tokens
WHEN NEW.revision = OLD.revision AND NEW.is_permanent <> OLD.is_permanent
BEGIN
    INSERT INTO operator_actions (request_id, action, token_address, operator, reason)
    VALUES (
        'sql:' || lower(hex(randomblob(16))),
        CASE WHEN NEW.is_permanent THEN 'pin' ELSE 'unpin' END,
        NEW.address,
        'sql',
        'is_permanent set to ' || CASE WHEN NEW.is_permanent THEN 'true' ELSE 'false' END || ' by SQL');
END;
