using System.Text.Json;
using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Tests.Ledger;

/// <summary>The list as it stood, from the events alone.</summary>
public sealed class MembershipTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_list_at_a_moment_is_what_the_cycles_left()
    {
        var market = LedgerMarket.Run(41, 80, configure: static options => options.Discovery.PauseBelowScore = 66);
        var history = new MembershipHistory(market.Past(), market.Tokens);
        foreach (var index in (int[])[0, 11, 40, 79])
        {
            var (input, plan) = market.Cycles[index];
            var expected = StatusAfter(input, plan).Where(static row => row.Value == TokenStatus.Active).Select(static row => row.Key)
                .Except([Candidates.Address("SOL"), Candidates.Address("JUP")]);

            var at = await history.GetTrackedAsOfAsync(input.CycleTimestamp.AddSeconds(119), Cancel);

            Assert.Equal(expected.Order(StringComparer.Ordinal), at.Where(static token => token.Status == TokenStatus.Active).Select(static token => token.Address));
            Assert.All(at.Where(token => token.Score is not null), token => Assert.True(token.Score!.CycleTimestamp <= input.CycleTimestamp));
        }

        Assert.Empty(await history.GetTrackedAsOfAsync(Candidates.Start, Cancel));
    }

    [Fact]
    public async Task Intervals_and_rows_agree_with_the_list_at_each_cycle()
    {
        var market = LedgerMarket.Run(42, 60, configure: static options => options.Discovery.PauseBelowScore = 66);
        var history = new MembershipHistory(market.Past(), market.Tokens);
        var (from, to) = (Candidates.Start.AddMinutes(40), Candidates.Start.AddMinutes(100));

        var intervals = await history.GetIntervalsAsync(from, to, Cancel).ToListAsync(Cancel);
        var rows = await history.GetRowsAsync(from, to, Cancel).ToListAsync(Cancel);

        Assert.Equal(30, rows.Select(static row => row.CycleTimestamp).Distinct().Count());
        Assert.Contains(intervals, static interval => interval.To is not null);
        foreach (var cycle in rows.GroupBy(static row => row.CycleTimestamp))
        {
            var members = (await history.GetTrackedAsOfAsync(cycle.Key, Cancel)).Where(static token => token.Status == TokenStatus.Active).Select(static token => token.Address);
            Assert.Equal(members, cycle.Select(static row => row.Address));
            Assert.Equal(members, intervals.Where(interval => interval.From <= cycle.Key && !(interval.To <= cycle.Key)).Select(static interval => interval.Address).Order(StringComparer.Ordinal));
            Assert.All(cycle, row => Assert.True(row.Score is null || row.Score.TokenAddress == row.Address));
        }
    }

    [Fact]
    public async Task A_start_whose_event_is_missing_is_not_known_and_a_migration_keeps_the_membership()
    {
        var history = new MemoryLedger();
        history.Add(Event("A", LifecycleEventType.Paused, TokenStatus.Active, TokenStatus.Paused, "SCORE_LOW", 5));
        history.Add(Event("B", LifecycleEventType.Added, null, TokenStatus.Active, "RANK_IN", 2));
        history.Add(Event("B", LifecycleEventType.Migrated, null, null, "MIGRATED: C by anna", 6));
        var membership = new MembershipHistory(new PastCycles(history, static _ => new StatedScorer(), null, static () => "solana"), NSubstitute.Substitute.For<ITrackedTokenStore>());

        var intervals = await membership.GetIntervalsAsync(Candidates.Start, Candidates.Start.AddHours(1), Cancel).ToListAsync(Cancel);

        Assert.Equal(
            [new("A", DateTimeOffset.MinValue, Candidates.Start.AddMinutes(5), null, "SCORE_LOW"), new("C", Candidates.Start.AddMinutes(2), null, "RANK_IN", null)],
            intervals);
    }

    [Fact]
    public async Task An_interval_that_a_host_with_a_slower_clock_ended_is_empty_and_not_negative()
    {
        var history = new MemoryLedger();
        history.Add(Event("A", LifecycleEventType.Added, null, TokenStatus.Active, "BY_HAND: anna", 5));
        history.Add(Event("A", LifecycleEventType.Paused, TokenStatus.Active, TokenStatus.Paused, "SCORE_LOW", 4));
        var membership = new MembershipHistory(new PastCycles(history, static _ => new StatedScorer(), null, static () => "solana"), NSubstitute.Substitute.For<ITrackedTokenStore>());

        var interval = Assert.Single(await membership.GetIntervalsAsync(Candidates.Start, Candidates.Start.AddHours(1), Cancel).ToListAsync(Cancel));

        Assert.Equal((Candidates.Start.AddMinutes(5), Candidates.Start.AddMinutes(5)), (interval.From, interval.To));
    }

    [Fact]
    public async Task An_action_within_the_run_of_a_cycle_precedes_the_events_of_that_cycle()
    {
        var market = LedgerMarket.Run(43, 3);
        var (history, cycle) = (market.History, market.Cycles[2].Plan.Snapshot);
        var held = market.Cycles[2].Plan.Scores.First(static row => row.Action == ScoreAction.Keep && row.SlotRank is not null).TokenAddress;
        var before = await Rows();

        // The person acts half a second after the start of the last cycle, and the cycle then adds a token.
        history.Add(Event(held, LifecycleEventType.Paused, TokenStatus.Active, TokenStatus.Paused, "BY_HAND: anna", 0) with { CreatedAt = cycle.CycleTimestamp.AddMilliseconds(500) });
        history.Add(Event("Entered", LifecycleEventType.Added, null, TokenStatus.Active, "RANK_IN", 0) with { CreatedAt = cycle.CycleTimestamp, SnapshotId = 3 });

        Assert.Contains(held, before);
        Assert.Equal(
            before.Where(address => address != held).Append("Entered").Order(StringComparer.Ordinal),
            (await Rows()).Order(StringComparer.Ordinal));

        async Task<List<string>> Rows() =>
            [.. (await new MembershipHistory(market.Past(), market.Tokens).GetRowsAsync(cycle.CycleTimestamp, cycle.CycleTimestamp.AddSeconds(9), Cancel).ToListAsync(Cancel))
                .Select(static row => row.Address)];
    }

    [Fact]
    public async Task Files_have_the_formats_that_their_readers_expect()
    {
        MembershipRow[] rows =
        [
            new(
                Candidates.Start,
                Candidates.Start.AddMilliseconds(1_500),
                "A",
                new ScoreRecord
                {
                    TokenAddress = "A",
                    Symbol = "=cmd(\"x\"),1",
                    TotalScore = 71.25m,
                    Rank = 2,
                    Action = ScoreAction.Keep,
                    ActionReason = "RANK_KEPT: slot rank 1",
                }),
            new(Candidates.Start, Candidates.Start, "B", null),
        ];
        var csv = new StringWriter();
        var json = new MemoryStream();

        Assert.Equal((2, 2), (await MembershipFiles.WriteCsvAsync(rows.ToAsyncEnumerable(), csv, Cancel), await MembershipFiles.WriteJsonLinesAsync(rows.ToAsyncEnumerable(), json, Cancel)));

        var lines = csv.ToString().Split("\r\n");
        Assert.StartsWith("cycle_time,known_at,address,symbol,total_score,", lines[0], StringComparison.Ordinal);
        Assert.Equal("2026-03-01T00:00:00.000Z,2026-03-01T00:00:01.500Z,A,\"'=cmd(\"\"x\"\"),1\",71.25,,,,,,2,,0,,,,,,,keep,RANK_KEPT: slot rank 1", lines[1]);
        Assert.Equal("2026-03-01T00:00:00.000Z,2026-03-01T00:00:00.000Z,B,,,,,,,,,,,,,,,,,,", lines[2]);
        var objects = System.Text.Encoding.UTF8.GetString(json.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(("=cmd(\"x\"),1", 71.25m), (objects[0].GetProperty("symbol").GetString(), objects[0].GetProperty("total_score").GetDecimal()));
        Assert.False(objects[1].TryGetProperty("total_score", out _));

        TrackedAsOf[] tokens = [Tracked("A", "BONK", TokenStatus.Active), Tracked("B", "WIF", TokenStatus.Paused), Tracked("C", "BONK", TokenStatus.Active)];
        Assert.Equal(
            "{\"pairs\":[\"BONK/USDT\"],\"refresh_period\":1800}",
            MembershipFiles.ToFreqtradePairs(
                tokens, static token => token.Address == "C" ? null : token.Symbol + "/USDT", TimeSpan.FromMinutes(30)));

        MembershipInterval[] intervals = [new("A", Candidates.Start.AddHours(-1), Candidates.Start.AddHours(30), null, null), new("B", Candidates.Start.AddHours(2), null, null, null)];
        var lean = new StringWriter();
        Assert.Equal(3, await MembershipFiles.WriteLeanUniverseAsync(intervals.ToAsyncEnumerable(), new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 4), static address => "T" + address, lean, Cancel));
        Assert.Equal("20260301,TA\n20260302,TA,TB\n20260303,TB\n", lean.ToString());
        await Assert.ThrowsAsync<ArgumentException>(async () => await MembershipFiles.WriteLeanUniverseAsync(
            intervals.ToAsyncEnumerable(), new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 4), static _ => "A,B", lean, Cancel));
    }

    private static Dictionary<string, TokenStatus> StatusAfter(CycleInput input, CyclePlan plan)
    {
        var rows = input.State.Tokens.ToDictionary(static token => token.Address, static token => token.Status);
        foreach (var token in plan.Tokens)
        {
            rows[token.Address] = token.Status;
        }

        return rows;
    }

    private static TrackedAsOf Tracked(string address, string symbol, TokenStatus status) =>
        new() { Address = address, Symbol = symbol, Status = status, Since = Candidates.Start, Reason = "RANK_IN" };

    private static LifecycleEvent Event(string address, LifecycleEventType type, TokenStatus? from, TokenStatus? to, string reason, int minute) => new()
    {
        TokenAddress = address,
        EventType = type,
        FromStatus = from,
        ToStatus = to,
        Reason = reason,
        CreatedAt = Candidates.Start.AddMinutes(minute),
    };
}
