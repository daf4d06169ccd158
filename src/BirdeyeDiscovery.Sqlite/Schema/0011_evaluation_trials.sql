-- Compatible from: 1
--
-- A host of an earlier version that is running goes on beside this version: it neither reads nor writes what is new here.

-- Every variant of the options that was ever evaluated on this history. Rows are only added: a trial that is forgotten makes a later result look better than it
-- is. The same variant on the same two parts of the history counts once.
CREATE TABLE evaluation_trials (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    engine TEXT NOT NULL,
    chain TEXT NOT NULL CHECK (chain <> ''),
    tried_at TEXT NOT NULL,
    search_id TEXT NOT NULL,
    seed INTEGER NOT NULL,
    objective TEXT NOT NULL CHECK (objective <> ''),
    variant TEXT NOT NULL,
    variant_hash TEXT NOT NULL CHECK (variant_hash <> ''),
    fitted_from TEXT NOT NULL,
    fitted_to TEXT NOT NULL,
    held_out_from TEXT NOT NULL,
    held_out_to TEXT NOT NULL,
    fitted_tokens INTEGER NOT NULL CHECK (fitted_tokens >= 0),
    fitted_windows INTEGER NOT NULL CHECK (fitted_windows >= 0),
    fitted_value REAL,
    fitted_t REAL,
    fitted_p REAL,
    held_out_tokens INTEGER NOT NULL CHECK (held_out_tokens >= 0),
    held_out_windows INTEGER NOT NULL CHECK (held_out_windows >= 0),
    held_out_value REAL,
    held_out_t REAL,
    held_out_p REAL,
    UNIQUE (engine, chain, objective, variant_hash, fitted_from, fitted_to, held_out_from, held_out_to),
    CHECK (fitted_from <= fitted_to AND fitted_to <= held_out_from AND held_out_from <= held_out_to)
) STRICT;
