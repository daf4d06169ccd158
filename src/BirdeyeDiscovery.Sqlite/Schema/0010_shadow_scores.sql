-- Compatible from: 1
--
-- A host of an earlier version that is running goes on beside this version: it neither reads nor writes the new table, and it drops none of
-- its rows.

-- What shadow scorers gave the tokens that a cycle scored. No decision reads it. created_at is the cycle's time, as in token_scores.
CREATE TABLE shadow_scores (
    snapshot_id INTEGER NOT NULL REFERENCES discovery_snapshots (id),
    token_address TEXT NOT NULL,
    scorer TEXT NOT NULL CHECK (scorer <> ''),
    scorer_version TEXT NOT NULL,
    options_hash TEXT NOT NULL,
    total_score REAL NOT NULL CHECK (total_score BETWEEN 0 AND 100),
    momentum_score REAL CHECK (momentum_score BETWEEN 0 AND 100),
    liquidity_score REAL CHECK (liquidity_score BETWEEN 0 AND 100),
    volume_score REAL CHECK (volume_score BETWEEN 0 AND 100),
    safety_score REAL CHECK (safety_score BETWEEN 0 AND 100),
    flow_score REAL CHECK (flow_score BETWEEN 0 AND 100),
    created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z'),
    PRIMARY KEY (snapshot_id, scorer, token_address)
) STRICT;
