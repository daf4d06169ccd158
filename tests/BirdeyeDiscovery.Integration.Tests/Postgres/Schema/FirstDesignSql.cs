namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>The statements of the first design, word for word. What it leaves open with dots or parameters is filled in.</summary>
internal static partial class FirstDesignSql
{
    /// <summary>What comes of a statement.</summary>
    public enum Outcome
    {
        /// <summary>It runs.</summary>
        Runs,

        /// <summary>It was run before the first start of the library, which took over what it made.</summary>
        Before,

        /// <summary>What it makes is there (42P07).</summary>
        There,

        /// <summary>A column that it names does not exist (42703), nor does it in the tables of the first design.</summary>
        NoColumn,
    }

    /// <summary>Gets the statements that write.</summary>
    public static IReadOnlyList<Statement> Writes { get; } =
    [
        new(
            "`CREATE TABLE tracked_tokens`",
            """
            CREATE TABLE tracked_tokens (
                id SERIAL PRIMARY KEY,
                symbol VARCHAR(20) NOT NULL,
                address VARCHAR(44) NOT NULL UNIQUE,  -- Solana address
                name VARCHAR(100),

                -- Metadata
                category VARCHAR(20) NOT NULL,  -- 'bluechip', 'midcap', 'emerging'
                fdv_usd DECIMAL(20, 2),
                liquidity_usd DECIMAL(20, 2),

                -- Discovery info
                discovered_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
                discovery_score DECIMAL(5, 2),  -- 0-100 score when discovered
                discovery_rank INTEGER,         -- Rank when discovered (1-50)

                -- Status
                status VARCHAR(20) NOT NULL DEFAULT 'active',  -- 'active', 'paused', 'removed'
                status_reason TEXT,  -- Why paused/removed

                -- Strategy assignment
                strategy_type VARCHAR(50) NOT NULL,  -- 'momentum', 'aggressive_momentum'
                strategy_config JSONB,  -- Full SignalConfig as JSON

                -- Lifecycle
                activated_at TIMESTAMPTZ,  -- When first trade allowed (after 288 candles)
                deactivated_at TIMESTAMPTZ,
                last_scored_at TIMESTAMPTZ,

                -- Performance tracking
                trades_count INTEGER DEFAULT 0,
                win_count INTEGER DEFAULT 0,
                total_pnl_usd DECIMAL(20, 2) DEFAULT 0,

                created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
                updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
            )
            """,
            Outcome.There,
            Outcome.Before),
        new(
            "`CREATE INDEX idx_tracked_tokens_status`",
            "CREATE INDEX idx_tracked_tokens_status ON tracked_tokens(status)",
            Outcome.There,
            Outcome.Before),
        new(
            "`CREATE INDEX idx_tracked_tokens_category`",
            "CREATE INDEX idx_tracked_tokens_category ON tracked_tokens(category)",
            Outcome.There,
            Outcome.Before),
        new(
            "`CREATE INDEX idx_tracked_tokens_address`",
            "CREATE INDEX idx_tracked_tokens_address ON tracked_tokens(address)",
            Outcome.Runs,
            Outcome.Before),
        new(
            "`CREATE TABLE discovery_snapshots`",
            """
            CREATE TABLE discovery_snapshots (
                id SERIAL PRIMARY KEY,
                cycle_timestamp TIMESTAMPTZ NOT NULL,

                -- Discovery config
                discovery_frequency_secs INTEGER,  -- 120s
                trending_limit INTEGER,            -- Top 50 from trending
                min_liquidity_usd DECIMAL(20, 2),
                min_volume_24h_usd DECIMAL(20, 2),

                -- Results
                candidates_count INTEGER,  -- How many passed security filter
                tokens_added INTEGER,      -- How many new tokens added
                tokens_removed INTEGER,    -- How many tokens removed

                -- Metadata
                duration_ms INTEGER,       -- How long discovery took
                api_calls_made INTEGER,    -- Rate limit tracking

                created_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
            )
            """,
            Outcome.There,
            Outcome.Before),
        new(
            "`CREATE INDEX idx_discovery_snapshots_timestamp`",
            "CREATE INDEX idx_discovery_snapshots_timestamp ON discovery_snapshots(cycle_timestamp)",
            Outcome.Runs,
            Outcome.Before),
        new(
            "`CREATE TABLE token_scores`",
            """
            CREATE TABLE token_scores (
                id SERIAL PRIMARY KEY,
                token_address VARCHAR(44) NOT NULL,
                snapshot_id INTEGER REFERENCES discovery_snapshots(id),

                -- Score breakdown
                total_score DECIMAL(5, 2) NOT NULL,
                momentum_score DECIMAL(5, 2),
                liquidity_score DECIMAL(5, 2),
                volume_score DECIMAL(5, 2),
                safety_score DECIMAL(5, 2),
                flow_score DECIMAL(5, 2),

                -- Rank
                rank INTEGER,  -- 1 = best

                -- Metadata for score
                price_change_5m DECIMAL(10, 4),
                price_change_1h DECIMAL(10, 4),
                price_change_24h DECIMAL(10, 4),
                liquidity_usd DECIMAL(20, 2),
                volume_24h_usd DECIMAL(20, 2),
                buy_sell_imbalance DECIMAL(5, 4),  -- -1 to 1

                -- Decision
                action VARCHAR(20),  -- 'add', 'keep', 'remove', 'skip'
                action_reason TEXT,

                created_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
            )
            """,
            Outcome.There,
            Outcome.Before),
        new(
            "`CREATE INDEX idx_token_scores_address`",
            "CREATE INDEX idx_token_scores_address ON token_scores(token_address)",
            Outcome.There,
            Outcome.Before),
        new(
            "`CREATE INDEX idx_token_scores_snapshot`",
            "CREATE INDEX idx_token_scores_snapshot ON token_scores(snapshot_id)",
            Outcome.Runs,
            Outcome.Before),
        new(
            "`CREATE INDEX idx_token_scores_rank`",
            "CREATE INDEX idx_token_scores_rank ON token_scores(rank)",
            Outcome.There,
            Outcome.Before),
        new(
            "`CREATE TABLE strategy_performance`",
            """
            CREATE TABLE strategy_performance (
                id SERIAL PRIMARY KEY,
                token_address VARCHAR(44) NOT NULL,
                token_category VARCHAR(20) NOT NULL,
                strategy_type VARCHAR(50) NOT NULL,

                -- Performance window
                window_start TIMESTAMPTZ NOT NULL,
                window_end TIMESTAMPTZ NOT NULL,

                -- Metrics
                trades_count INTEGER DEFAULT 0,
                win_count INTEGER DEFAULT 0,
                loss_count INTEGER DEFAULT 0,
                win_rate DECIMAL(5, 4),  -- 0-1

                avg_gain_pct DECIMAL(10, 4),
                avg_loss_pct DECIMAL(10, 4),
                max_gain_pct DECIMAL(10, 4),
                max_loss_pct DECIMAL(10, 4),

                total_pnl_usd DECIMAL(20, 2),
                sharpe_ratio DECIMAL(10, 4),
                max_drawdown_pct DECIMAL(10, 4),

                created_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
            )
            """,
            Outcome.There,
            Outcome.Before),
        new(
            "`CREATE INDEX idx_strategy_performance_token`",
            "CREATE INDEX idx_strategy_performance_token ON strategy_performance(token_address)",
            Outcome.Runs,
            Outcome.Before),
        new(
            "`CREATE INDEX idx_strategy_performance_category`",
            "CREATE INDEX idx_strategy_performance_category ON strategy_performance(token_category)",
            Outcome.There,
            Outcome.Before),
        new(
            "phase 0: `INSERT INTO tracked_tokens` of SOL and JUP",
            """
            INSERT INTO tracked_tokens (symbol, address, category, status, strategy_type)
            VALUES
                ('SOL', 'So111...', 'bluechip', 'active', 'momentum'),
                ('JUP', 'JUPyi..', 'bluechip', 'active', 'momentum')
            """,
            Outcome.Runs,
            Outcome.Before),
        new(
            "example row of SOL",
            """
            INSERT INTO tracked_tokens (symbol, address, category, status, strategy_type, discovery_score)
            VALUES ('SOL', 'So11111...', 'bluechip', 'active', 'momentum', 100)
            """,
            Outcome.Runs,
            Outcome.Runs),
        new(
            "example row of JUP",
            """
            INSERT INTO tracked_tokens (symbol, address, category, status, strategy_type, discovery_score)
            VALUES ('JUP', 'JUPyi...', 'bluechip', 'active', 'momentum', 95)
            """,
            Outcome.Runs,
            Outcome.Runs),
        new(
            "example row of BONK",
            """
            INSERT INTO tracked_tokens (symbol, address, category, status, strategy_type, discovery_score, discovery_rank)
            VALUES ('BONK', 'DezX...', 'midcap', 'active', 'aggressive_momentum', 87, 3)
            """,
            Outcome.Runs,
            Outcome.Runs),
        new(
            "example row of WIF",
            """
            INSERT INTO tracked_tokens (symbol, address, category, status, strategy_type, discovery_score, status_reason, deactivated_at)
            VALUES ('WIF', 'EKpQ...', 'midcap', 'removed', 'aggressive_momentum', 65, 'Score dropped below 60 for 3 cycles', NOW())
            """,
            Outcome.Runs,
            Outcome.Runs),
        new(
            "`save_discovery_snapshot`",
            """
            INSERT INTO discovery_snapshots (
                cycle_timestamp, candidates_count, tokens_added, duration_ms
            ) VALUES (NOW(), 30, 2, 900) RETURNING id
            """,
            Outcome.Runs,
            Outcome.Runs),
        new(
            "`save_token_scores`, best token",
            """
            INSERT INTO token_scores (
                snapshot_id, token_address, total_score, rank, action
            ) VALUES ((SELECT max(id) FROM discovery_snapshots), 'DezX...', 87, 3, 'add')
            """,
            Outcome.Runs,
            Outcome.Runs),
        new(
            "`save_token_scores`, next token",
            """
            INSERT INTO token_scores (
                snapshot_id, token_address, total_score, rank, action
            ) VALUES ((SELECT max(id) FROM discovery_snapshots), 'So11111...', 61.5, 4, 'keep')
            """,
            Outcome.Runs,
            Outcome.Runs),
        new(
            "adding, step 1: `INSERT INTO token_scores (address, ...)`",
            "INSERT INTO token_scores (address, total_score, rank, action) VALUES ('DezX...', 87, 3, 'add')",
            Outcome.NoColumn,
            Outcome.NoColumn),
        new(
            "adding, step 2: `INSERT INTO tracked_tokens` with its configuration",
            """
            INSERT INTO tracked_tokens (
                symbol, address, category,
                status, strategy_type, strategy_config,
                discovery_score, discovery_rank, discovered_at
            ) VALUES (
                'PEPE', 'Pepe...', 'midcap',
                'active', 'aggressive_momentum', '{"rsi_oversold": 35}',
                87, 3, NOW()
            )
            """,
            Outcome.Runs,
            Outcome.Runs),
        new(
            "adding, step 4: `SET activated_at` where `candle_count >= 288`",
            """
            UPDATE tracked_tokens
            SET activated_at = NOW()
            WHERE symbol = 'BONK' AND candle_count >= 288
            """,
            Outcome.Runs,
            Outcome.Runs),
        new(
            "`update_token_performance`, a win",
            """
            UPDATE tracked_tokens
            SET trades_count = trades_count + 1,
                win_count = win_count + 1,
                total_pnl_usd = total_pnl_usd + 12.5::float8
            WHERE symbol = 'BONK'
            """,
            Outcome.Runs,
            Outcome.Runs),
        new(
            "`update_token_performance`, six more trades",
            "UPDATE tracked_tokens SET trades_count = trades_count + 6, win_count = win_count + 2, total_pnl_usd = total_pnl_usd - 1 WHERE symbol = 'BONK'",
            Outcome.Runs,
            Outcome.Runs),
        new(
            "`INSERT INTO strategy_performance` (daily rollup)",
            """
            INSERT INTO strategy_performance (token_address, token_category, strategy_type, window_start, window_end, trades_count, win_count, loss_count, win_rate, total_pnl_usd, sharpe_ratio)
            VALUES ('DezX...', 'midcap', 'momentum', NOW() - INTERVAL '1 day', NOW(), 3, 2, 1, 0.6667, 12.5, 1.25)
            """,
            Outcome.Runs,
            Outcome.Runs),
        new(
            "`UPDATE tracked_tokens SET strategy_config, updated_at`",
            """
            UPDATE tracked_tokens SET strategy_config = '{"rsi_oversold": 40}', updated_at = NOW() WHERE symbol = 'BONK'
            """,
            Outcome.Runs,
            Outcome.Runs),
        new(
            "cycle, step 7: `SET status='paused' WHERE rank > 10`",
            "UPDATE tracked_tokens SET status='paused' WHERE rank > 10",
            Outcome.Runs,
            Outcome.Runs),
        new(
            "removing, step 2: `SET status = 'paused'`",
            """
            UPDATE tracked_tokens
            SET
                status = 'paused',
                status_reason = 'Score below 60 for 3 cycles',
                deactivated_at = NOW()
            WHERE symbol = 'BONK'
            """,
            Outcome.Runs,
            Outcome.Runs),
        new(
            "removing, step 3: `SET status = 'removed'` without an open position",
            """
            UPDATE tracked_tokens
            SET status = 'removed'
            WHERE symbol = 'BONK' AND id NOT IN (
                SELECT DISTINCT token FROM positions WHERE closed_at IS NULL
            )
            """,
            Outcome.Runs,
            Outcome.Runs),
    ];

    public sealed record Statement(string Name, string Sql, Outcome Fresh, Outcome Adopted);
}
