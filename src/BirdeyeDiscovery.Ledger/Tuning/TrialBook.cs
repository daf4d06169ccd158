using System.Security.Cryptography;
using System.Text;

namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// Records every variant that a tuning search tried, and judges the chosen one by the number of all that were ever tried.
/// </summary>
/// <param name="trials">The memory of the store, or null when it has none.</param>
/// <param name="engine">The name of the engine.</param>
/// <param name="chain">The chain.</param>
/// <param name="clock">The clock.</param>
internal sealed class TrialBook(IEvaluationTrials? trials, string engine, string chain, TimeProvider clock)
{
    private const int Page = 10_000;

    /// <summary>
    /// Records a tuning search and gives its verdict. If the store does not answer, the trials are not remembered, and the result is still
    /// returned.
    /// </summary>
    public async Task<TuneResult> JudgeAsync(TuneResult result, TunePlan plan, CancellationToken cancellationToken)
    {
        var tried = result.Variants.Where(static entry => entry.IsTrial).ToList();
        if (trials is null)
        {
            return TuneRules.Judge(result with { Trials = tried.Count, TrialRows = tried.Count, IsRemembered = false }, plan);
        }

        var now = clock.GetUtcNow();
        now = now.AddTicks(-(now.UtcTicks % TimeSpan.TicksPerMillisecond));
        var search = SearchId(result);
        var known = new HashSet<(string Objective, string Hash)>();
        long rows = 0;
        string? reason = null;
        try
        {
            rows = await ReadAsync(known, cancellationToken).ConfigureAwait(false);
            rows += await trials.AppendAsync([.. tried.Select(entry => Trial(result, entry, now, search))], cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is DiscoveryStoreException or ArgumentException)
        {
            reason = failed.Message;
        }

        known.UnionWith(tried.Select(entry => (result.Objective, entry.Variant.Hash)));
        return TuneRules.Judge(
            result with
            {
                Trials = known.Count,
                TrialRows = Math.Max(rows, known.Count),
                IsRemembered = reason is null,
                NotRemembered = reason,
            },
            plan);
    }

    // The objective of a tuning trial names the horizon. The periods do not count: the same variant on a longer history is no other
    // hypothesis.
    private async Task<long> ReadAsync(HashSet<(string Objective, string Hash)> known, CancellationToken cancellationToken)
    {
        long rows = 0, last = 0;
        IReadOnlyList<EvaluationTrial> page;
        do
        {
            page = await trials!.ListAsync(engine, chain, last, Page, cancellationToken).ConfigureAwait(false);
            foreach (var trial in page)
            {
                known.Add((trial.Objective, trial.VariantHash));
                last = trial.Id;
            }

            rows += page.Count;
        }
        while (page.Count == Page);
        return rows;
    }

    private static string SearchId(TuneResult result)
    {
        var text = FormattableString.Invariant(
            $"{result.Search};{result.Objective};{result.Seed};{result.From:O};{result.Boundary:O};{result.To:O}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }

    private EvaluationTrial Trial(TuneResult result, TuneEntry entry, DateTimeOffset now, string search) => new()
    {
        Engine = engine,
        Chain = chain,
        TriedAt = now,
        SearchId = search,
        Seed = result.Seed,
        Objective = result.Objective,
        Variant = entry.Variant.Json,
        VariantHash = entry.Variant.Hash,
        FittedFrom = result.From,
        FittedTo = result.Boundary,
        HeldOutFrom = result.Boundary,
        HeldOutTo = result.To,
        Fitted = entry.Fitted.ToTrial(),
        HeldOut = entry.HeldOut.ToTrial(),
    };
}
