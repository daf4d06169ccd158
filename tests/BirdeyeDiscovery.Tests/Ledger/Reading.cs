using System.Globalization;
using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Tests.Ledger;

/// <summary>Reads a generated market without the gates and the scorer: by the tables and the formulas of the pages.</summary>
internal static class Reading
{
    public static void AssertRight(TokenExplanation explanation, CycleInput input, CyclePlan plan, CandidateFacts facts)
    {
        Assert.Equal((facts.Address, facts.Symbol, facts.ListPosition), (explanation.Address, explanation.Symbol, explanation.ListPosition));
        Assert.Equal(input.CycleTimestamp, explanation.Cycle.CycleTimestamp);
        var token = input.State.Tokens.FirstOrDefault(row => row.Address == facts.Address);
        Assert.Equal(token?.LowScoreCycles, explanation.Before?.LowScoreCycles);
        if (plan.Snapshot.Outcome == CycleOutcome.Failed)
        {
            Assert.Equal(TokenDecision.CycleFailed, explanation.Decision);
            return;
        }

        var gate = token?.IsPermanent == true ? null : Gate(input, facts, token is not null);
        if (gate is not null)
        {
            Assert.Equal(gate, (explanation.Gate?.Code, explanation.Gate?.Value, explanation.Gate?.Threshold));
            Assert.Equal(token?.Status == TokenStatus.Active ? TokenDecision.Paused : TokenDecision.Rejected, explanation.Decision);
        }
        else if (plan.Rejections.FirstOrDefault(row => row.TokenAddress == facts.Address) is { } rejection)
        {
            AssertUnranked(explanation, input, plan, rejection);
        }
        else
        {
            AssertScore(explanation, input, plan, facts);
        }
    }

    private static void AssertUnranked(TokenExplanation explanation, CycleInput input, CyclePlan plan, RejectionRecord rejection)
    {
        if (rejection.ReasonCode == ReasonCodes.DataMissing)
        {
            Assert.Equal((TokenDecision.Rejected, ReasonCodes.DataMissing), (explanation.Decision, explanation.Gate?.Code));
            return;
        }

        // The token with the seventh slot is the seventh best that is not permanent, whatever the line of an entry is.
        var outranked = explanation.Outranked!;
        var slots = plan.Scores.Where(static row => row.Rank is not null || row.Action != ScoreAction.Skip || row.ActionReason.StartsWith("RANK_OUT", StringComparison.Ordinal))
            .Where(static row => row.Action != ScoreAction.Keep || !row.ActionReason.StartsWith("PERMANENT", StringComparison.Ordinal))
            .OrderByDescending(static row => row.TotalScore).ThenByDescending(static row => row.LiquidityUsd).ThenBy(static row => row.TokenAddress, StringComparer.Ordinal)
            .ToArray();
        Assert.Equal((TokenDecision.Outranked, rejection.Value, rejection.Threshold, rejection.BestSlotRank), (explanation.Decision, outranked.BestTotal, outranked.Beaten, outranked.BestSlotRank));
        Assert.True(outranked.BestTotal <= outranked.Beaten);
        if (outranked.BeatenBy is { } by)
        {
            Assert.Equal((slots[6].TokenAddress, slots[6].TotalScore), (by, outranked.Beaten));
        }
        else
        {
            Assert.Equal(input.Options.Discovery.PauseBelowScore, outranked.Beaten);
        }
    }

    private static void AssertScore(TokenExplanation explanation, CycleInput input, CyclePlan plan, CandidateFacts facts)
    {
        var score = explanation.Score!;
        var row = plan.Scores.Single(row => row.TokenAddress == facts.Address);
        Assert.Equal((row.TotalScore, row.Rank, row.SlotRank, row.ActionReason), (score.Total, score.Rank, score.SlotRank, explanation.Reason));
        Assert.Equal((double)row.Coverage, score.Coverage, 4);
        Assert.Equal(facts.LiquidityUsd?.ToString("R", CultureInfo.InvariantCulture), Known(score, "Liquidity", "LiquidityUsd"));
        Assert.Equal(facts.Change1hPercent?.ToString("R", CultureInfo.InvariantCulture), Known(score, "Momentum", "Change1hPercent"));
        Assert.Equal(facts.RoundTripShare?.ToString("R", CultureInfo.InvariantCulture), Known(score, "Volume", "RoundTripShare"));
        Assert.Equal(facts.RoundTripShare is null, score.Missing.Contains("RoundTripShare"));

        // The formulas of docs/scoring.md, with the worst value of what is missing.
        var peak = input.State.PeakLiquidityUsd.TryGetValue(facts.Address, out var stored) ? (double?)stored : null;
        var liquidity = 100 * Log(facts.LiquidityUsd ?? 0, 5_000, 500_000) * (peak is > 0 ? Clamp((Math.Min(1, (facts.LiquidityUsd ?? 0) / peak.Value) - .5) / .4) : 1);
        var raw = (.25 * Window(facts.Change5mPercent, .05)) + (.45 * Window(facts.Change1hPercent, .15)) + (.30 * Window(facts.Change24hPercent, .50));
        var momentum = raw <= 50 ? raw : 50 + ((raw - 50) * Math.Min(1, Math.Max(.25, liquidity / 60)));
        var wallets = facts.UniqueWallets24h ?? 0;
        var volume = 100 * Log(Math.Min(facts.Volume24hUsd ?? 0, Math.Min(10 * (facts.LiquidityUsd ?? 0), 1_000 * wallets)), 10_000, 5_000_000)
            * (1 - (.8 * Clamp(((facts.RoundTripShare ?? 1) - .4) / .5)));
        var share = Math.Min(
            ((facts.BuyVolume24hUsd ?? 0) + 2_500) / ((facts.BuyVolume24hUsd ?? 0) + (facts.SellVolume24hUsd ?? 1e18) + 5_000),
            ((facts.Buys24h ?? 0) + 10) / ((facts.Buys24h ?? 0) + (facts.Sells24h ?? 1e18) + 20));
        var flow = (.6 * 50 * (1 + Math.Tanh(((2 * share) - 1) / .25))) + (.4 * 100 * Log(wallets, 50, 5_000));
        var safety = Safety(facts.Security, input.CycleTimestamp);
        var sum = (.20 * momentum) + (.25 * liquidity) + (.15 * volume) + (.25 * safety) + (.15 * flow);
        var total = Math.Min(sum, Math.Min(40 + (60 * Math.Pow(Clamp(safety / 60), 2)), 40 + (60 * Math.Pow(Clamp(liquidity / 40), 2))));

        Assert.Equal(total, (double)score.Total, .011);
        Assert.Equal([momentum, liquidity, volume, safety, flow], score.Parts.Select(static part => part.Points), static (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(sum, score.Parts.Sum(static part => part.Contribution!.Value), 1e-6);
        Assert.Equal(sum - total > 1e-9, score.Caps.Any(static cap => cap.IsBinding));
    }

    // The gates that the generated market can trip, by the table of docs/reasons.md.
    private static (string? Code, double? Value, double? Threshold)? Gate(CycleInput input, CandidateFacts facts, bool isTracked)
    {
        var age = facts.Security?.CreatedAt is { } created ? (double?)(input.CycleTimestamp - created).TotalHours : null;
        return facts.ListPosition is not null && facts.LiquidityUsd < 10_000 ? ("LIQ_MIN", facts.LiquidityUsd, 10_000)
            : facts.ListPosition is not null && facts.Volume24hUsd < 25_000 ? ("VOL_MIN", facts.Volume24hUsd, 25_000)
            : facts.Security is null && !isTracked ? ("SEC_UNKNOWN", null, null)
            : facts.Security is { MintAuthorityLive: true } ? ("AUTH_MINT", null, null)
            : facts.LiquidityUsd < 10_000 ? ("LIQ_MIN", facts.LiquidityUsd, 10_000)
            : facts.Volume24hUsd < 25_000 ? ("VOL_MIN", facts.Volume24hUsd, 25_000)
            : age < 1 ? ("AGE_MIN", age, 1)
            : facts is { Buys1h: >= 50, Sells1h: 0 } ? ("NO_SELLS", facts.Buys1h, 50)
            : null;
    }

    private static string? Known(ScoreFinding score, string part, string input) =>
        score.Parts.Single(row => row.Name == part).Inputs.Single(row => row.Name == input).Known;

    private static double Safety(SecurityFacts? security, DateTimeOffset now) => security is null ? 0 : Math.Max(
        0,
        100 - (security.MintAuthorityLive ? 40 : 0) - (security.MutableMetadata is false ? 0 : 5)
        - (40 * Clamp(((security.Top10Share ?? 1) - .20) / .50)) - (20 * Clamp(((security.CreatorShare ?? 1) - .01) / .14)) - 5
        - (15 * (1 - Log((now - security.CreatedAt!.Value).TotalHours, .5, 72))));

    private static double Window(double? percent, double spread) => 50 * (1 + Math.Tanh(Math.Log(1 + (Math.Max(percent ?? -100, -99.9) / 100)) / spread));

    private static double Log(double x, double low, double high) => x <= low ? 0 : Math.Min(1, Math.Log(x / low) / Math.Log(high / low));

    private static double Clamp(double x) => Math.Clamp(x, 0, 1);
}
