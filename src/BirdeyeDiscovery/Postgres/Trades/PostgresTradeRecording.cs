using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>Records a closed trade in one transaction of three round trips.</summary>
internal sealed class PostgresTradeRecording(PostgresDatabase database)
{
    private readonly PostgresTradeSql _sql = database.Sql<PostgresTradeSql>();

    /// <summary>Records the close of a trade, which is already in its stored form, in a PostgreSQL transaction.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="close">The close.</param>
    /// <param name="committing">Called before the commit is sent. From then on a failure leaves open whether the trade is stored.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<TradeCloseResult> RunAsync(
        NpgsqlTransaction transaction,
        TradeClose close,
        Action committing,
        CancellationToken cancellationToken)
    {
        var now = PostgresValue.Time(database.Clock.GetUtcNow());
        var state = await LockAndReadAsync(transaction, close, cancellationToken).ConfigureAwait(false);
        if (state.Stored is { } stored)
        {
            var result = Compare(close, stored);
            if (result.Status == TradeCloseStatus.AlreadyRecorded)
            {
                // The caller does not send the trade again after this answer, so the stored trade must be as durable as a commit.
                await database.ConfirmAsync(transaction, isFirst: false, cancellationToken).ConfigureAwait(false);
            }

            return result;
        }

        if (state.Token is { } found && found.Address != state.Locked)
        {
            // The token of the trade migrated while this transaction waited for the lock. The lock of the old address no longer excludes
            // other trades of the token.
            throw new DiscoveryStoreException($"The trade '{close.TradeId}' is not recorded: its token migrated to {found.Address}.")
            {
                IsTransient = true
            };
        }

        var batch = database.Batch(transaction.Connection!, transaction, isFirst: false);
        await using (batch.ConfigureAwait(false))
        {
            batch.BatchCommands.Add(PostgresDatabase.Command(
                _sql.Insert,
                close.TradeId,
                close.TokenAddress,
                state.Token is { } tracked ? StoredText.Of(tracked.Category) : null,
                close.StrategyType,
                close.PnlUsd,
                close.ReturnPct,
                PostgresValue.Time(close.OpenedAt),
                PostgresValue.Time(close.ClosedAt),
                now));
            if (state.Token is { } token)
            {
                token.Totals.Count(close);
                batch.BatchCommands.Add(
                    PostgresDatabase.Command(_sql.AddToCounters, token.Address, close.PnlUsd > 0m ? 1 : 0, close.PnlUsd, now));
                List<TradeClose> day =
                [
                    .. state.Day.Where(entry => entry.Category == token.Category).Select(static entry => entry.Close),
                    close
                ];
                batch.BatchCommands.Add(database.Sql<PostgresPerformanceSql>().Upsert(
                    [StrategyPerformance.FromCloses(token.Category, day)],
                    now));
            }

            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            if (batch.BatchCommands[0].RecordsAffected == 0)
            {
                // Another transaction stored the trade meanwhile, under another lock. This one is rolled back, so it cannot confirm that
                // the stored row is durable. An equal trade is therefore a transient error: the retry reads the stored row first and
                // confirms it.
                var result = Compare(close, await FindAsync(transaction, close.TradeId, cancellationToken).ConfigureAwait(false));
                return result.Status == TradeCloseStatus.AlreadyRecorded
                    ? throw new DiscoveryStoreException($"The trade '{close.TradeId}' was recorded meanwhile.") { IsTransient = true }
                    : result;
            }

            if (state.Token is not null && batch.BatchCommands[1].RecordsAffected != 1)
            {
                throw new DiscoveryStoreException($"The trade '{close.TradeId}' is not recorded: its token changed its address meanwhile.")
                {
                    IsTransient = true
                };
            }
        }

        committing();
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return new TradeCloseResult(TradeCloseStatus.Recorded, close);
    }

    private static TradeCloseResult Compare(TradeClose close, TradeClose stored) =>
        new(stored == close ? TradeCloseStatus.AlreadyRecorded : TradeCloseStatus.Conflict, stored);

    // Each statement of a trade's batch sees what was committed before it ran, so the statements after the locks read current data.
    private async Task<State> LockAndReadAsync(NpgsqlTransaction transaction, TradeClose close, CancellationToken cancellationToken)
    {
        var day = DailyRollup.DayOf(close.ClosedAt);
        var batch = database.Batch(transaction.Connection!, transaction, isFirst: true);
        await using var disposing = batch.ConfigureAwait(false);
        batch.BatchCommands.Add(PostgresDatabase.Command(_sql.LockAgainstRebuild));
        batch.BatchCommands.Add(PostgresDatabase.Command(_sql.LockToken, close.TokenAddress));
        batch.BatchCommands.Add(PostgresDatabase.Command(_sql.SelectById, close.TradeId));
        batch.BatchCommands.Add(PostgresDatabase.Command(_sql.SelectToken, close.TokenAddress));
        batch.BatchCommands.Add(PostgresDatabase.Command(
            _sql.SelectDay, close.TokenAddress, PostgresValue.Time(day), PostgresValue.Time(day.AddDays(1)), close.StrategyType));
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        for (var skipped = 0; skipped < 2; skipped++)
        {
            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }

        var locked = await reader.ReadResultAsync(static row => row.Text(1), cancellationToken).ConfigureAwait(false);
        var stored = await reader.ReadResultAsync(TradeRow.Map, cancellationToken).ConfigureAwait(false);
        var token = await reader.ReadResultAsync(TradeRow.MapCounters, cancellationToken).ConfigureAwait(false);
        var closes = await reader.ReadResultAsync(TradeRow.MapWithCategory, cancellationToken).ConfigureAwait(false);
        return new State(locked[0], stored.Count == 0 ? null : stored[0], token.Count == 0 ? null : token[0], closes);
    }

    private async Task<TradeClose> FindAsync(NpgsqlTransaction transaction, string tradeId, CancellationToken cancellationToken)
    {
        var batch = database.Batch(transaction.Connection!, transaction, isFirst: false);
        await using var disposing = batch.ConfigureAwait(false);
        batch.BatchCommands.Add(PostgresDatabase.Command(_sql.SelectById, tradeId));
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        return (await reader.ReadResultAsync(TradeRow.Map, cancellationToken).ConfigureAwait(false))[0];
    }

    private sealed record State(
        string Locked,
        TradeClose? Stored,
        (string Address, TradeTotals Totals, TokenCategory Category)? Token,
        IReadOnlyList<(TradeClose Close, TokenCategory? Category)> Day);
}
