-- Compatible from: 1
--
-- A host of an earlier version that is running goes on beside this version: it names the columns that it writes. Its rows have no price.

-- The price at scoring, from which a later cycle knows the return that followed. The rejected need one too: the price of a token that a gate stops an hour after
-- it was scored is the one that matters most.
ALTER TABLE token_scores ADD COLUMN price_usd REAL CHECK (price_usd > 0 AND price_usd < 9e999);
ALTER TABLE candidate_rejections ADD COLUMN price_usd REAL CHECK (price_usd > 0 AND price_usd < 9e999);
