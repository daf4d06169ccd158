-- The whole first version of the schema. Figures and money are REAL: they have at most 15 significant digits (money two decimals, below ten trillion USD), which a
-- double keeps exactly, and SQL written by hand can sort and sum them. Times are ISO 8601 UTC text of fixed width, so that text order is time order.
-- 7.92281625142643e28 is the largest such figure that a decimal holds.

CREATE TABLE tracked_tokens (
    id INTEGER PRIMARY KEY,
    symbol TEXT NOT NULL,
    address TEXT NOT NULL UNIQUE CHECK (address <> ''),
    name TEXT,
    category TEXT NOT NULL CHECK (category IN ('bluechip', 'midcap', 'emerging')),
    fdv_usd REAL CHECK (abs(fdv_usd) <= 7.92281625142643e28),
    liquidity_usd REAL CHECK (abs(liquidity_usd) <= 7.92281625142643e28),
    discovered_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    discovery_score REAL CHECK (discovery_score BETWEEN 0 AND 100),
    discovery_rank INTEGER CHECK (discovery_rank >= 1),
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'paused', 'removed')),
    status_reason TEXT,
    held_by TEXT CHECK (held_by <> ''),
    hold_reason TEXT,
    is_permanent INTEGER NOT NULL DEFAULT 0 CHECK (is_permanent IN (0, 1)),
    strategy_type TEXT NOT NULL,
    strategy_config TEXT CHECK (strategy_config IS NULL OR json_valid(strategy_config)),
    strategy_version INTEGER NOT NULL DEFAULT 0 CHECK (strategy_version >= 0),
    strategy_by_hand INTEGER NOT NULL DEFAULT 0 CHECK (strategy_by_hand IN (0, 1)),
    next_category TEXT CHECK (next_category IN ('bluechip', 'midcap', 'emerging')),
    category_cycles INTEGER NOT NULL DEFAULT 0 CHECK (category_cycles >= 0),
    activated_at TEXT,
    deactivated_at TEXT,
    last_scored_at TEXT,
    trades_count INTEGER NOT NULL DEFAULT 0 CHECK (trades_count >= 0),
    win_count INTEGER NOT NULL DEFAULT 0 CHECK (win_count BETWEEN 0 AND trades_count),
    total_pnl_usd REAL NOT NULL DEFAULT 0 CHECK (abs(total_pnl_usd) <= 9999999999999.99),
    low_score_cycles INTEGER NOT NULL DEFAULT 0 CHECK (low_score_cycles >= 0),
    missing_data_cycles INTEGER NOT NULL DEFAULT 0 CHECK (missing_data_cycles >= 0),
    status_cycles INTEGER NOT NULL DEFAULT 0 CHECK (status_cycles >= 0),
    first_candle_at TEXT,
    revision INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    CHECK ((held_by IS NULL) = (hold_reason IS NULL) AND (held_by IS NULL OR status <> 'active'))
) STRICT;

-- The address has the index of its UNIQUE constraint; the category is only ever grouped by, over all rows.
CREATE INDEX idx_tracked_tokens_status ON tracked_tokens (status);
CREATE INDEX idx_tracked_tokens_symbol ON tracked_tokens (symbol);

-- The time is the identity of a cycle: written twice, it is stored once.
CREATE TABLE discovery_snapshots (
    id INTEGER PRIMARY KEY,
    cycle_timestamp TEXT NOT NULL UNIQUE CHECK (cycle_timestamp GLOB '????-??-??T??:??:??.???Z'),
    epoch INTEGER NOT NULL DEFAULT 0 CHECK (epoch >= 0),
    discovery_frequency_secs INTEGER NOT NULL DEFAULT 0,
    trending_limit INTEGER NOT NULL DEFAULT 0,
    min_liquidity_usd REAL NOT NULL DEFAULT 0 CHECK (abs(min_liquidity_usd) <= 7.92281625142643e28),
    min_volume_24h_usd REAL NOT NULL DEFAULT 0 CHECK (abs(min_volume_24h_usd) <= 7.92281625142643e28),
    candidates_count INTEGER NOT NULL DEFAULT 0 CHECK (candidates_count >= 0),
    tokens_added INTEGER NOT NULL DEFAULT 0 CHECK (tokens_added >= 0),
    tokens_removed INTEGER NOT NULL DEFAULT 0 CHECK (tokens_removed >= 0),
    scored_count INTEGER NOT NULL DEFAULT 0 CHECK (scored_count >= 0),
    rejected_count INTEGER NOT NULL DEFAULT 0 CHECK (rejected_count >= 0),
    duration_ms INTEGER NOT NULL DEFAULT 0 CHECK (duration_ms >= 0),
    api_calls_made INTEGER NOT NULL DEFAULT 0 CHECK (api_calls_made >= 0),
    compute_units INTEGER NOT NULL DEFAULT 0 CHECK (compute_units >= 0),
    outcome TEXT NOT NULL DEFAULT 'complete' CHECK (outcome IN ('complete', 'degraded', 'failed')),
    error TEXT,
    mode TEXT NOT NULL DEFAULT 'Manage' CHECK (mode IN ('ReadOnly', 'Record', 'Manage')),
    score_version TEXT NOT NULL DEFAULT '',
    options_hash TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;

-- created_at is the cycle's time, so that the history of a token is one index range without a join.
CREATE TABLE token_scores (
    id INTEGER PRIMARY KEY,
    token_address TEXT NOT NULL,
    symbol TEXT NOT NULL DEFAULT '',
    snapshot_id INTEGER NOT NULL REFERENCES discovery_snapshots (id),
    total_score REAL NOT NULL CHECK (total_score BETWEEN 0 AND 100),
    momentum_score REAL CHECK (momentum_score BETWEEN 0 AND 100),
    liquidity_score REAL CHECK (liquidity_score BETWEEN 0 AND 100),
    volume_score REAL CHECK (volume_score BETWEEN 0 AND 100),
    safety_score REAL CHECK (safety_score BETWEEN 0 AND 100),
    flow_score REAL CHECK (flow_score BETWEEN 0 AND 100),
    rank INTEGER CHECK (rank >= 1),
    slot_rank INTEGER CHECK (slot_rank >= 1),
    coverage REAL NOT NULL DEFAULT 0 CHECK (coverage BETWEEN 0 AND 1),
    price_change_5m REAL CHECK (abs(price_change_5m) <= 7.92281625142643e28),
    price_change_1h REAL CHECK (abs(price_change_1h) <= 7.92281625142643e28),
    price_change_24h REAL CHECK (abs(price_change_24h) <= 7.92281625142643e28),
    liquidity_usd REAL CHECK (abs(liquidity_usd) <= 7.92281625142643e28),
    volume_24h_usd REAL CHECK (abs(volume_24h_usd) <= 7.92281625142643e28),
    buy_sell_imbalance REAL CHECK (buy_sell_imbalance BETWEEN -1 AND 1),
    action TEXT NOT NULL CHECK (action IN ('add', 'keep', 'remove', 'skip')),
    action_reason TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) CHECK (created_at GLOB '????-??-??T??:??:??.???Z'),
    UNIQUE (snapshot_id, token_address)
) STRICT;

CREATE INDEX idx_token_scores_address ON token_scores (token_address, created_at);

-- Not unique by address: what was rejected for its address may share a cleaned one with another row.
CREATE TABLE candidate_rejections (
    id INTEGER PRIMARY KEY,
    snapshot_id INTEGER NOT NULL REFERENCES discovery_snapshots (id),
    token_address TEXT NOT NULL,
    symbol TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('trending', 'security', 'market', 'data')),
    reason_code TEXT NOT NULL CHECK (reason_code <> ''),
    value REAL CHECK (abs(value) <= 7.92281625142643e28),
    threshold REAL CHECK (abs(threshold) <= 7.92281625142643e28),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;

CREATE INDEX idx_candidate_rejections_snapshot ON candidate_rejections (snapshot_id);
CREATE INDEX idx_candidate_rejections_address ON candidate_rejections (token_address, created_at);

-- AUTOINCREMENT: a number that a reader has seen is never given again.
CREATE TABLE token_lifecycle_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    snapshot_id INTEGER REFERENCES discovery_snapshots (id),
    token_address TEXT NOT NULL,
    event_type TEXT NOT NULL CHECK (event_type IN ('added', 'resumed', 'paused', 'removed', 'activated', 'strategy_changed', 'migrated')),
    from_status TEXT CHECK (from_status IN ('active', 'paused', 'removed')),
    to_status TEXT CHECK (to_status IN ('active', 'paused', 'removed')),
    reason TEXT NOT NULL,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;

CREATE INDEX idx_token_lifecycle_events_snapshot ON token_lifecycle_events (snapshot_id);
CREATE INDEX idx_token_lifecycle_events_address ON token_lifecycle_events (token_address, id);

-- What a plan was made of, as one compressed block; kept as long as the scores it explains.
CREATE TABLE cycle_inputs (
    snapshot_id INTEGER PRIMARY KEY REFERENCES discovery_snapshots (id),
    block BLOB NOT NULL,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;

-- One row for each closed trade, by the bot's own id. Money in whole cents.
CREATE TABLE trade_closes (
    trade_id TEXT PRIMARY KEY NOT NULL CHECK (trade_id <> ''),
    token_address TEXT NOT NULL CHECK (token_address <> ''),
    token_category TEXT CHECK (token_category IN ('bluechip', 'midcap', 'emerging')),
    strategy_type TEXT NOT NULL CHECK (strategy_type <> ''),
    pnl_usd REAL NOT NULL CHECK (abs(pnl_usd) <= 9999999999999.99),
    return_pct REAL CHECK (abs(return_pct) <= 7.92281625142643e28),
    opened_at TEXT NOT NULL CHECK (opened_at GLOB '????-??-??T??:??:??.???Z'),
    closed_at TEXT NOT NULL CHECK (closed_at GLOB '????-??-??T??:??:??.???Z' AND closed_at >= opened_at),
    recorded_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;

CREATE INDEX idx_trade_closes_token ON trade_closes (token_address, closed_at);

-- One row for each token, category, strategy and UTC day; always what the closes of that day add up to.
CREATE TABLE strategy_performance (
    id INTEGER PRIMARY KEY,
    token_address TEXT NOT NULL,
    token_category TEXT NOT NULL CHECK (token_category IN ('bluechip', 'midcap', 'emerging')),
    strategy_type TEXT NOT NULL,
    window_start TEXT NOT NULL,
    window_end TEXT NOT NULL CHECK (window_end > window_start),
    trades_count INTEGER NOT NULL DEFAULT 0 CHECK (trades_count >= 0),
    win_count INTEGER NOT NULL DEFAULT 0 CHECK (win_count >= 0),
    loss_count INTEGER NOT NULL DEFAULT 0 CHECK (loss_count >= 0),
    win_rate REAL CHECK (win_rate BETWEEN 0 AND 1),
    avg_gain_pct REAL CHECK (abs(avg_gain_pct) <= 7.92281625142643e28),
    avg_loss_pct REAL CHECK (abs(avg_loss_pct) <= 7.92281625142643e28),
    max_gain_pct REAL CHECK (abs(max_gain_pct) <= 7.92281625142643e28),
    max_loss_pct REAL CHECK (abs(max_loss_pct) <= 7.92281625142643e28),
    total_pnl_usd REAL CHECK (abs(total_pnl_usd) <= 9999999999999.99),
    sharpe_ratio REAL CHECK (abs(sharpe_ratio) <= 7.92281625142643e28),
    max_drawdown_pct REAL CHECK (abs(max_drawdown_pct) <= 7.92281625142643e28),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    CHECK (win_count + loss_count <= trades_count),
    UNIQUE (token_address, token_category, strategy_type, window_start)
) STRICT;

CREATE INDEX idx_strategy_performance_category ON strategy_performance (token_category, window_end);

-- Each change of a token's strategy: what it was, what it is, who and when. The current one also stands in tracked_tokens.
CREATE TABLE strategy_config_versions (
    id INTEGER PRIMARY KEY,
    token_address TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    old_strategy_type TEXT,
    new_strategy_type TEXT NOT NULL,
    old_config TEXT CHECK (old_config IS NULL OR json_valid(old_config)),
    new_config TEXT CHECK (new_config IS NULL OR json_valid(new_config)),
    is_by_hand INTEGER NOT NULL DEFAULT 0 CHECK (is_by_hand IN (0, 1)),
    changed_by TEXT NOT NULL,
    reason TEXT,
    change_id TEXT UNIQUE,
    changed_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    UNIQUE (token_address, version)
) STRICT;

CREATE TABLE token_migrations (
    id INTEGER PRIMARY KEY,
    old_address TEXT NOT NULL UNIQUE,
    new_address TEXT NOT NULL CHECK (new_address <> old_address),
    migrated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;

CREATE INDEX idx_token_migrations_new ON token_migrations (new_address);

-- What people did by hand: who, what and why. The id of the request makes one that is sent again do nothing.
CREATE TABLE operator_actions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    request_id TEXT NOT NULL UNIQUE CHECK (request_id <> ''),
    action TEXT NOT NULL CHECK (action IN ('pause', 'resume', 'pin', 'unpin', 'remove', 'allow', 'migrate')),
    token_address TEXT NOT NULL,
    new_address TEXT,
    operator TEXT NOT NULL CHECK (operator <> ''),
    reason TEXT NOT NULL CHECK (reason <> ''),
    is_forced INTEGER NOT NULL DEFAULT 0 CHECK (is_forced IN (0, 1)),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    CHECK ((new_address IS NOT NULL) = (action = 'migrate'))
) STRICT;

-- One row. The lock on the file beside the database says who leads; the epoch fences whoever led before.
CREATE TABLE discovery_lease (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    epoch INTEGER NOT NULL CHECK (epoch >= 0),
    holder TEXT,
    acquired_at TEXT
) STRICT;

INSERT INTO discovery_lease (id, epoch) VALUES (1, 0);
