-- Compatible from: 2
--
-- A host of an earlier version that is running goes on beside this version: it names the columns that it writes. Its cycles count as cycles that read all
-- candidates.

-- Which candidates a cycle read in full, and after an audit how many decisions staging would have changed.
ALTER TABLE discovery_snapshots ADD COLUMN enrichment text CHECK (enrichment IN ('full', 'staged', 'audit'));
ALTER TABLE discovery_snapshots ADD COLUMN staging_differences integer;

-- The liquidity of a rejected candidate belongs to the highest liquidity of the last hour. The best rank is that of a candidate that was not read in full.
ALTER TABLE candidate_rejections ADD COLUMN liquidity_usd numeric CHECK (abs(liquidity_usd) <= 79228162514264300000000000000);
ALTER TABLE candidate_rejections ADD COLUMN best_slot_rank integer;
