-- Compatible from: 1
--
-- A host of version 1 that is running goes on beside this version: it names the columns that it writes, and the trigger fills these for it too.

-- Two columns that people ask for: the rank in the newest cycle that scored the token, and how many five-minute candles there are from the first one that the
-- library saw to the last scoring. A day is 288 of them.
ALTER TABLE tracked_tokens ADD COLUMN rank INTEGER;
ALTER TABLE tracked_tokens ADD COLUMN candle_count INTEGER
    GENERATED ALWAYS AS (max(CAST(round((julianday(last_scored_at) - julianday(first_candle_at)) * 86400) AS INTEGER) / 300, 0)) VIRTUAL;

UPDATE tracked_tokens SET rank = (SELECT s.rank FROM token_scores s WHERE s.token_address = tracked_tokens.address ORDER BY s.created_at DESC LIMIT 1);

CREATE TRIGGER discovery_set_rank AFTER INSERT ON token_scores
BEGIN
    UPDATE tracked_tokens SET rank = NEW.rank WHERE address = NEW.token_address AND rank IS NOT NEW.rank;
END;
