using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>Counts compute units in SQLite. Each call is a short transaction of its own.</summary>
internal sealed class SqliteComputeUnitLedger(SqliteDatabase database) : IComputeUnitLedger
{
    // The part of the requested compute units (?3) that the budget (?4) still allows.
    private const string Grant = "min(?3, max(?4 - spent - reserved, 0))";

    private const string Reserve =
        $"""
        INSERT INTO compute_units (account, month, spent, reserved, granted, updated_at) VALUES (?1, ?2, 0, min(?3, ?4), min(?3, ?4), ?5)
        ON CONFLICT (account, month) DO UPDATE SET granted = {Grant}, reserved = reserved + {Grant}, updated_at = ?5
        RETURNING {ComputeUnitRow.Columns}
        """;

    private const string Settle =
        $"""
        INSERT INTO compute_units (account, month, spent, reserved, granted, updated_at) VALUES (?1, ?2, ?4, 0, 0, ?5)
        ON CONFLICT (account, month) DO UPDATE SET granted = 0, reserved = max(reserved - ?3, 0), spent = spent + ?4, updated_at = ?5
        RETURNING {ComputeUnitRow.Columns}
        """;

    public ValueTask<ComputeUnitBalance> ReserveAsync(
        ComputeUnitMonth month, long units, long budget, CancellationToken cancellationToken = default)
    {
        ComputeUnitRow.Check(month, units, nameof(units), budget, nameof(budget));
        return RunAsync("reserve compute units", Reserve, month, units, budget, cancellationToken);
    }

    public ValueTask<ComputeUnitBalance> SettleAsync(
        ComputeUnitMonth month, long reserved, long spent, CancellationToken cancellationToken = default)
    {
        ComputeUnitRow.Check(month, reserved, nameof(reserved), spent, nameof(spent));
        return RunAsync("settle compute units", Settle, month, reserved, spent, cancellationToken);
    }

    private ValueTask<ComputeUnitBalance> RunAsync(
        string purpose, string sql, ComputeUnitMonth month, long first, long second, CancellationToken cancellationToken) =>
        database.WriteAsync(
            purpose,
            (transaction, cancelled) =>
            {
                var balance = transaction.List(
                    sql,
                    ComputeUnitRow.Map,
                    cancelled,
                    month.Account,
                    month.Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    first,
                    second,
                    SqliteValue.Time(database.Clock.GetUtcNow()))[0];
                transaction.Commit();
                return balance;
            },
            cancellationToken);
}
