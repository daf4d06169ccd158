using System.Text.Json;
using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>The memory of evaluated variants: nothing is forgotten, and nothing is counted twice.</summary>
public abstract class EvaluationTrialsConformance : StoreConformance
{
    private static readonly DateTimeOffset May = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_trial_is_read_as_it_was_added()
    {
        await using var harness = await StartAsync();
        var trials = harness.Host.Trials;
        var full = Trial("a");
        var empty = Trial("b") with
        {
            Variant = """{"Discovery:MinLiquidityUsd": "2,5 \" 🚀 '"}""",
            Fitted = new TrialFigures { Tokens = 0, Windows = 0 },
            HeldOut = new TrialFigures { Tokens = 3, Windows = 2, Value = -1e-300, TStatistic = double.MaxValue, PValue = 1 },
        };

        Assert.Equal(2, await trials.AppendAsync([full, empty], Cancel));

        var read = await trials.ListAsync("", "solana", 0, 10, Cancel);
        Assert.True(0 < read[0].Id && read[0].Id != read[1].Id);
        foreach (var (expected, actual) in new[] { full, empty }.Zip(read.OrderBy(static trial => trial.VariantHash, StringComparer.Ordinal)))
        {
            Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected.Variant), JsonElement.Parse(actual.Variant)));
            Assert.Equal(expected, actual with { Id = 0, Variant = expected.Variant });
        }
    }

    [Fact]
    public async Task The_same_variant_on_the_same_periods_counts_once_and_keeps_its_first_figures()
    {
        await using var harness = await StartAsync();
        var trials = harness.Host.Trials;
        await trials.AppendAsync([Trial("a")], Cancel);

        var again = Trial("a") with { TriedAt = May.AddYears(1), SearchId = "later", Seed = 9, HeldOut = new TrialFigures { Tokens = 0, Windows = 0 } };
        Assert.Equal(1, await trials.AppendAsync([again, Trial("b"), Trial("b")], Cancel));

        Assert.Equal(2, await trials.CountAsync("", "solana", Cancel));
        var first = Assert.Single(await trials.ListAsync("", "solana", 0, 10, Cancel), static trial => trial.VariantHash == "a");
        Assert.Equal((May.AddDays(30), "search", Trial("a").HeldOut), (first.TriedAt, first.SearchId, first.HeldOut));
    }

    [Fact]
    public async Task Another_period_or_objective_is_another_trial()
    {
        await using var harness = await StartAsync();
        var trials = harness.Host.Trials;
        var one = Trial("a");

        EvaluationTrial[] all =
        [
            one,
            one with { FittedFrom = one.FittedFrom.AddMilliseconds(-1) },
            one with { FittedTo = one.FittedTo.AddMilliseconds(-1) },
            one with { HeldOutFrom = one.HeldOutFrom.AddMilliseconds(1) },
            one with { HeldOutTo = one.HeldOutTo.AddMilliseconds(1) },
            one with { Objective = "another" },
        ];
        Assert.Equal(all.Length, await trials.AppendAsync(all, Cancel));
        Assert.Equal(0, await trials.AppendAsync(all, Cancel));

        Assert.Equal(all.Length, await trials.CountAsync("", "solana", Cancel));
    }

    [Fact]
    public async Task Engines_and_chains_are_counted_apart()
    {
        await using var harness = await StartAsync();
        var trials = harness.Host.Trials;
        await trials.AppendAsync([Trial("a"), Trial("a") with { Engine = "second" }, Trial("a") with { Chain = "base" }, Trial("b")], Cancel);

        Assert.Equal(2, await trials.CountAsync("", "solana", Cancel));
        Assert.Equal(1, await trials.CountAsync("second", "solana", Cancel));
        Assert.Equal(1, await trials.CountAsync("", "base", Cancel));
        Assert.Equal(0, await trials.CountAsync("second", "base", Cancel));
        Assert.Equal("second", Assert.Single(await trials.ListAsync("second", "solana", 0, 10, Cancel)).Engine);
    }

    [Fact]
    public async Task Trials_are_read_on_by_their_ids()
    {
        await using var harness = await StartAsync();
        var trials = harness.Host.Trials;
        await trials.AppendAsync([.. Enumerable.Range(0, 25).Select(number => Trial($"v{number:00}"))], Cancel);

        var read = new List<EvaluationTrial>();
        while (await trials.ListAsync("", "solana", read.Count == 0 ? 0 : read[^1].Id, 10, Cancel) is { Count: > 0 } page)
        {
            Assert.InRange(page.Count, 1, 10);
            read.AddRange(page);
        }

        Assert.Equal(25, read.Select(static trial => trial.VariantHash).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(read.Select(static trial => trial.Id).Order(), read.Select(static trial => trial.Id));
    }

    [Fact]
    public async Task Hosts_that_add_the_same_trials_at_once_count_each_once()
    {
        await using var harness = await StartAsync();
        await using var second = await harness.OpenHostAsync(Cancel);
        EvaluationTrial[] all = [.. Enumerable.Range(0, 40).Select(number => Trial($"v{number:00}"))];

        var added = await Task.WhenAll(
            Task.Run(async () => await harness.Host.Trials.AppendAsync(all, Cancel), Cancel),
            Task.Run(async () => await second.Trials.AppendAsync([.. all.Reverse()], Cancel), Cancel));

        Assert.Equal(all.Length, added.Sum());
        Assert.Equal(all.Length, await second.Trials.CountAsync("", "solana", Cancel));
    }

    [Fact]
    public async Task Retention_forgets_no_trial()
    {
        await using var harness = await StartAsync();
        await harness.Host.Trials.AppendAsync([Trial("a")], Cancel);

        await harness.Host.Maintenance.DropHistoryAsync(May.AddYears(5), Cancel);

        Assert.Equal(1, await harness.Host.Trials.CountAsync("", "solana", Cancel));
    }

    [Fact]
    public async Task Values_that_are_not_allowed_are_refused_and_nothing_is_added()
    {
        await using var harness = await StartAsync();
        var trials = harness.Host.Trials;
        EvaluationTrial[] refused =
        [
            Trial(""),
            Trial("a") with { Chain = "" },
            Trial("a") with { Objective = "" },
            Trial("a") with { FittedFrom = May.AddYears(1) },
            Trial("a") with { HeldOutTo = May },
            Trial("a") with { HeldOut = new TrialFigures { Tokens = -1, Windows = 0 } },
            Trial("a") with { HeldOut = new TrialFigures { Tokens = 1, Windows = 1, Value = double.NaN } },
            Trial("a") with { HeldOut = new TrialFigures { Tokens = 1, Windows = 1, PValue = 1.5 } },
        ];

        foreach (var trial in refused)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => trials.AppendAsync([Trial("good"), trial], Cancel).AsTask());
        }

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => trials.ListAsync("", "solana", 0, 0, Cancel).AsTask());
        Assert.Equal(0, await trials.AppendAsync([], Cancel));
        Assert.Equal(0, await trials.CountAsync("", "solana", Cancel));
    }

    private static EvaluationTrial Trial(string hash) => new()
    {
        Engine = "",
        Chain = "solana",
        TriedAt = May.AddDays(30),
        SearchId = "search",
        Seed = 7,
        Objective = "rank IC 1 h",
        Variant = """{"Scoring:FlowWeight": "0.1", "Scoring:MomentumWeight": "0.9"}""",
        VariantHash = hash,
        FittedFrom = May,
        FittedTo = May.AddDays(20),
        HeldOutFrom = May.AddDays(20),
        HeldOutTo = May.AddDays(29).AddMilliseconds(123),
        Fitted = new TrialFigures { Tokens = 120, Windows = 450, Value = .0123456789012345, TStatistic = 2.5, PValue = .0124193306515 },
        HeldOut = new TrialFigures { Tokens = 80, Windows = 201, Value = -.001, TStatistic = -.25, PValue = .8 },
    };
}
