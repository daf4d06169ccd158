using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>A store's ledger that also reports what was refused: a caller that does not look at its answers would lose a trade unseen.</summary>
/// <remarks>Both stores of the library are registered in it; a store of your own does the same.</remarks>
public sealed class ReportingTradeLedger : ITradeLedger
{
    private readonly string _engine;
    private readonly ITradeLedger _ledger;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private string? _last;
    private WarningThrottle<string>? _throttle;

    /// <summary>Makes one.</summary>
    /// <param name="engine">The name of the engine, for the log.</param>
    /// <param name="ledger">The store's ledger.</param>
    /// <param name="clock">The clock; a trade that is sent again and again is reported once a minute.</param>
    /// <param name="logger">Where conflicts are reported.</param>
    public ReportingTradeLedger(string engine, ITradeLedger ledger, TimeProvider clock, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(logger);
        (_engine, _ledger, _clock, _logger) = (engine, ledger, clock, logger);
    }

    /// <inheritdoc/>
    public async ValueTask<TradeCloseResult> RecordTradeClosedAsync(TradeClose close, CancellationToken cancellationToken = default)
    {
        var result = await _ledger.RecordTradeClosedAsync(close, cancellationToken).ConfigureAwait(false);
        if (result.Status == TradeCloseStatus.Conflict && Allows(result.Stored.TradeId, out var suppressed))
        {
            TradeLog.TradeConflict(_logger, _engine, result.Stored.TradeId, TradeDifference.Between(result.Stored, close.ToStored()), FailureText.Repeats(suppressed));
        }

        return result;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TradeClose>> GetClosesAsync(string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        _ledger.GetClosesAsync(address, from, to, cancellationToken);

    /// <inheritdoc/>
    public ValueTask RebuildPerformanceAsync(CancellationToken cancellationToken = default) => _ledger.RebuildPerformanceAsync(cancellationToken);

    // Every trade is reported: only the one that comes again is held back.
    private bool Allows(string tradeId, out int suppressed)
    {
        lock (_gate)
        {
            if (_throttle is null || _last != tradeId)
            {
                (_last, _throttle) = (tradeId, new WarningThrottle<string>(_clock));
            }

            return _throttle.Allows(tradeId, out suppressed);
        }
    }
}
