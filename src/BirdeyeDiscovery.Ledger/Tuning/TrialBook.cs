using System.Security.Cryptography;
using System.Text;

namespace BirdeyeDiscovery.Ledger;

/// <summary>Writes down every variant that a search tried, and judges the chosen one by the number of all that were ever tried.</summary>
/// <param name="trials">The memory of the store, or null when it has none.</param>
/// <param name="engine">The name of the engine.</param>
/// <param name="chain">The chain.</param>
/// <param name="clock">The clock.</param>
internal sealed class TrialBook(IEvaluationTrials? trials, string engine, string chain, TimeProvider clock)
{
    /// <summary>Records a search and gives its verdict.</summary>
    public async Task<TuneResult> JudgeAsync(TuneResult result, TunePlan plan, CancellationToken cancellationToken)
    {
        var tried = result.Variants.Where(static entry => entry.Variant.Origin != TuneOrigin.Current).ToList();
        if (trials is null)
        {
            return TuneRules.Judge(result with { Trials = tried.Count, IsRemembered = false }, plan);
        }

        var now = clock.GetUtcNow();
        now = now.AddTicks(-(now.UtcTicks % TimeSpan.TicksPerMillisecond));
        var search = SearchId(result);
        await trials.AppendAsync([.. tried.Select(entry => Trial(result, entry, now, search))], cancellationToken).ConfigureAwait(false);
        var count = await trials.CountAsync(engine, chain, cancellationToken).ConfigureAwait(false);
        return TuneRules.Judge(result with { Trials = count, IsRemembered = true }, plan);
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
