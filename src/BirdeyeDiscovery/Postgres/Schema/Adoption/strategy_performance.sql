-- Of two rows of one token, category, strategy and start the later one stays.
INSERT INTO strategy_performance (
    id, token_address, token_category, strategy_type, window_start, window_end, trades_count, win_count, loss_count, win_rate, avg_gain_pct, avg_loss_pct, max_gain_pct,
    max_loss_pct, total_pnl_usd, sharpe_ratio, max_drawdown_pct, created_at{extra})
SELECT DISTINCT ON (token_address, token_category, strategy_type, date_trunc('milliseconds', window_start))
    id, token_address, token_category, strategy_type, date_trunc('milliseconds', window_start), date_trunc('milliseconds', window_end), coalesce(trades_count, 0),
    coalesce(win_count, 0), coalesce(loss_count, 0), trim_scale(win_rate), trim_scale(avg_gain_pct), trim_scale(avg_loss_pct), trim_scale(max_gain_pct), trim_scale(max_loss_pct),
    trim_scale(total_pnl_usd), trim_scale(sharpe_ratio), trim_scale(max_drawdown_pct), created_at{extra}
FROM before_strategy_performance ORDER BY token_address, token_category, strategy_type, date_trunc('milliseconds', window_start), id DESC;

SELECT setval(pg_get_serial_sequence('{schema}.strategy_performance', 'id'), max(id)) FROM strategy_performance HAVING max(id) > 0;
DROP TABLE before_strategy_performance;
