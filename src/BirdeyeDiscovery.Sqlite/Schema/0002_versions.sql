-- Compatible from: 1
--
-- A host of version 1 that is running goes on beside this version: every column is nullable, and no statement of it fails. Its trades have no version of the
-- strategy, and a daily row that it writes keeps the version that stands there.

-- The lowest version of the schema whose library may run on this one; NULL where only the library that knows the step may.
ALTER TABLE discovery_schema_versions ADD COLUMN compatible_from INTEGER;

-- The version of the strategy that was in force when the trade was opened; NULL where it is not known.
ALTER TABLE trade_closes ADD COLUMN strategy_version INTEGER CHECK (strategy_version >= 1);

-- The version of all trades of the row; NULL where they have several, or where it is not known.
ALTER TABLE strategy_performance ADD COLUMN strategy_version INTEGER CHECK (strategy_version >= 1);

-- For questions that people ask: the library itself looks up neither.
CREATE INDEX idx_tracked_tokens_category ON tracked_tokens (category);
CREATE INDEX idx_token_scores_rank ON token_scores (rank);
