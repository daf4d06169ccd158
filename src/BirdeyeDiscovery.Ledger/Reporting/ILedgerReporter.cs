namespace BirdeyeDiscovery.Ledger;

/// <summary>Builds the report of a period: what is tracked and why, what was rejected, what the score is worth, and what it cost.</summary>
/// <remarks>
/// The stored cycles are read once, as a stream. Memory grows with the number of tokens and with
/// <see cref="LedgerReportOptions.MaxPoints"/>, and not with the number of rows.
/// </remarks>
public interface ILedgerReporter
{
    /// <summary>Builds the report as data; <see cref="LedgerReportPage"/> writes it as a page.</summary>
    /// <param name="options">What to report, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The report. A store without cycles gives an empty one.</returns>
    /// <exception cref="ArgumentException">An option is not allowed.</exception>
    /// <exception cref="DiscoveryStoreException">The store does not answer.</exception>
    ValueTask<LedgerReport> BuildAsync(LedgerReportOptions? options = null, CancellationToken cancellationToken = default);
}
