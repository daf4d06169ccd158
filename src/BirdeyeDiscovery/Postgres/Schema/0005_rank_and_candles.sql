-- Compatible from: 2
--
-- A host of version 2 that is running goes on beside this version: it names the columns that it writes, and the trigger fills these for it too.

-- Two columns that people ask for: the rank in the newest cycle that scored the token, and how many five-minute candles there are from the first one that the
-- library saw to the last scoring. A day is 288 of them.
ALTER TABLE tracked_tokens ADD COLUMN rank integer;
ALTER TABLE tracked_tokens ADD COLUMN candle_count integer
    GENERATED ALWAYS AS (least(greatest(floor(extract(epoch FROM last_scored_at - first_candle_at) / 300), 0), 2147483647)::integer) STORED;

UPDATE tracked_tokens t SET rank = (SELECT s.rank FROM token_scores s WHERE s.token_address = t.address ORDER BY s.created_at DESC LIMIT 1);

CREATE FUNCTION discovery_set_ranks() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE {schema}.tracked_tokens t SET rank = s.rank FROM scored s WHERE t.address = s.token_address AND t.rank IS DISTINCT FROM s.rank;
    RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION discovery_set_ranks() FROM PUBLIC;

CREATE TRIGGER discovery_set_ranks AFTER INSERT ON token_scores REFERENCING NEW TABLE AS scored FOR EACH STATEMENT EXECUTE FUNCTION discovery_set_ranks();
