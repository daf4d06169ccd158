using System.Globalization;
using DiscoveryHost;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Cycles as the sample host shows them, without an engine.</summary>
internal static class CycleSamples
{
    public const string Mint = "DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263";

    /// <summary>Gets the lines between the headline and the changes: the header and a line for each token.</summary>
    public static List<string> Table(string text) =>
        [.. text.Split('\n').SkipWhile(static line => !line.Contains(" total ", StringComparison.Ordinal))
            .TakeWhile(static line => line[0] != '…' && !line.StartsWith("Changes:", StringComparison.Ordinal))];

    public static TrackedToken Tracked(string address, string symbol, TokenStatus status, string reason) => new()
    {
        Address = address,
        Symbol = symbol,
        Category = TokenCategory.Emerging,
        Status = status,
        StatusReason = reason,
        DiscoveredAt = DateTimeOffset.UnixEpoch,
        StrategyType = "NONE",
    };

    public static string OnTerminal(CycleResult result, int width)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var console = Consoles.Plain(text);
        console.Profile.Width = width;
        CycleReport.Write(console, result, new ReportStyle(IsTerminal: true, width));
        return text.ToString();
    }

    public static CycleResult Market(int tracked, int others)
    {
        var one = Result("T01");
        var scores = new List<ScoreRecord>();
        for (var i = 1; i <= tracked + others; i++)
        {
            var symbol = i <= tracked ? $"T{i:00}" : $"O{i - tracked:00}";
            scores.Add(one.Scores[0] with
            {
                TokenAddress = Mint[..^4] + symbol.PadLeft(4, 'x'),
                Symbol = symbol,
                Rank = i,
                SlotRank = i,
                Action = i <= tracked ? ScoreAction.Keep : ScoreAction.Skip,
                ActionReason = i <= tracked ? $"RANK_KEPT: slot rank {i}" : $"RANK_OUT: slot rank {i} or worse is past {tracked}",
            });
        }

        return one with
        {
            Scores = scores,
            ActiveTokens =
            [
                .. scores.Take(tracked).Select(static score => Tracked(
                    score.TokenAddress, score.Symbol, TokenStatus.Active, score.ActionReason)),
            ],
            Events = [one.Events[0] with { TokenAddress = scores[0].TokenAddress }],
        };
    }

    public static CycleResult Result(string symbol) => new()
    {
        Status = CycleStatus.Ran,
        Snapshot = new SnapshotRecord
        {
            CycleTimestamp = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
            Outcome = CycleOutcome.Complete,
            Mode = DiscoveryMode.Manage,
            ScoreVersion = "1",
            OptionsHash = "x",
            ScoredCount = 1,
            RejectedCount = 3,
            TokensAdded = 1,
            ApiCallsMade = 42,
            ComputeUnits = 1234,
            DurationMs = 2500,
        },
        Scores =
        [
            new ScoreRecord
            {
                TokenAddress = Mint,
                Symbol = symbol,
                TotalScore = 71.25m,
                MomentumScore = 60.5m,
                LiquidityScore = 80m,
                SafetyScore = 90m,
                FlowScore = 55.05m,
                Rank = 1,
                SlotRank = 1,
                Coverage = 1,
                Action = ScoreAction.Add,
                ActionReason = "RANK_IN: slot rank 1",
            },
        ],
        Rejections =
        [
            new RejectionRecord("a", "A", RejectionStage.Security, "AUTH_MINT", null, null),
            new RejectionRecord("b", "B", RejectionStage.Trending, "LIQ_MIN", 1, 2),
            new RejectionRecord("c", "C", RejectionStage.Trending, "LIQ_MIN", 1, 2),
        ],
        Events =
        [
            new LifecycleEvent
            {
                TokenAddress = Mint,
                EventType = LifecycleEventType.Added,
                ToStatus = TokenStatus.Active,
                Reason = "RANK_IN",
                CreatedAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
            },
        ],
        Warnings = ["something to look at"],
    };
}
