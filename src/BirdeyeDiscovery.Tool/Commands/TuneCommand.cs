using System.CommandLine;

namespace BirdeyeDiscovery.Tool;

internal sealed class TuneCommand : ToolCommand
{
    private const int MostWeights = 2_000;

    private readonly Option<int?> _weights = Flag<int?>(
        "--weights", "N", "Try this many random weights of the score. Default: 100, and 0 when thresholds are given.");

    private readonly Option<string> _minLiquidity = Flag<string>(
        "--min-liquidity", "A,B,C", "Try these values of Discovery:MinLiquidityUsd.");

    private readonly Option<string> _minScore = Flag<string>("--min-score", "A,B,C", "Try these values of Discovery:PauseBelowScore.");

    private readonly Option<string[]> _vary = new("--vary")
    {
        HelpName = "KEY=A,B,C",
        Description = "Try these values of another option, such as Discovery:ActiveSlots=5,7; more than once for several.",
    };

    private readonly Option<string> _from = Flag<string>("--from", "TIME", $"The first cycle: {Moments.Allowed}. Default: the first one.");
    private readonly Option<string> _to = Flag<string>("--to", "TIME", "The last cycle, in the same form. Default: the newest one.");

    private readonly Option<string> _holdOut = Flag<string>(
        "--hold-out", "SHARE", "The last part of the period, which judges and is never fitted. Default: 30%.");

    private readonly Option<int> _folds = Flag<int>(
        "--folds", "K", "The blocks of the fitted part, each of which tests the choice of those before it. Default: 4.");

    private readonly Option<int> _seed = Flag<int>("--seed", "S", "The seed of the random weights. Default: 1.");

    private readonly Option<string> _horizon = Flag<string>(
        "--horizon", "DURATION", "The horizon whose returns choose the variant, such as 15m. Default: 1h.");

    public TuneCommand()
        : base(
            "tune",
            "Search weights or thresholds on the older cycles, and judge the best by the newer ones, which the search never sees.",
            "tune",
            "tune --weights 200 --hold-out 25% --horizon 15m",
            "tune --min-liquidity 5000,10000,50000 --min-score 55,60,65",
            "tune --vary Discovery:ActiveSlots=5,7,10 --json")
    {
        _folds.DefaultValueFactory = static _ => 4;
        _seed.DefaultValueFactory = static _ => 1;
        foreach (var option in new Option[]
            { _weights, _minLiquidity, _minScore, _vary, _from, _to, _holdOut, _folds, _seed, _horizon })
        {
            Command.Add(option);
        }
    }

    protected override async Task<int> RunAsync(ToolCall call)
    {
        var thresholds = Thresholds(call);
        var weights = call.Value(_weights) ?? (thresholds.Count == 0 ? 100 : 0);
        Limits.Check(_weights, weights, 0, MostWeights);
        Limits.Check(_folds, call.Value(_folds), 1, 20);
        if (weights == 0 && thresholds.Count == 0)
        {
            throw ToolException.Usage("--weights is 0 and no threshold is given, so there is nothing to try.");
        }

        var (holdOut, horizon) = (HoldOut(call.Value(_holdOut)), Horizon(call.Value(_horizon)));
        await using var host = await call.OpenAsync();
        var newest = await host.NewestAsync(call.Cancelled);
        var period = await Period.ReadAsync(host, call.Value(_from), call.Value(_to), call.Cancelled);
        var (_, to) = await period.BoundsAsync(host, call.Cancelled);
        var first = period.From ?? (await host.History.GetSnapshotsAfterAsync(0, 1, call.Cancelled))[0].CycleTimestamp;
        if (to - first < TimeSpan.FromSeconds(1))
        {
            throw ToolException.NoAnswer("The period has one cycle only; a search needs two parts of a history.");
        }

        var measure = new ScoreEvaluationOptions();
        var spacing = await CycleSpacing.ReadAsync(host.History, first, call.Cancelled);
        var plan = new TunePlan
        {
            From = first,
            To = to,
            HoldOut = holdOut,
            Folds = call.Value(_folds),
            Seed = call.Value(_seed),
            Horizon = horizon,
            Measure = new ScoreEvaluationOptions
            {
                Horizons = [.. measure.Horizons.Append(horizon).Distinct().Order()],
                MaxPriceDelay = measure.DelayFor(spacing),
            },
        };
        TuneAnswer answer;
        try
        {
            answer = await call.LongAsync("Tuning", Work(newest.Id, weights, thresholds, holdOut), report =>
                TuneAnswer.RunAsync(host, plan, weights, thresholds, call.Context.Clock, report, call.Cancelled));
        }
        catch (ArgumentException refused)
        {
            throw ToolException.Usage(refused.Message);
        }

        if (answer.Searches.All(static search => search.Cycles.Fitted + search.Cycles.HeldOut == 0))
        {
            throw ToolException.NoAnswer("No cycle of this period has a score of this library, or an input that can be replayed.");
        }

        if (call.IsJson)
        {
            return call.Json(answer);
        }

        TuneText.Write(call.Console, answer);
        return ExitCodes.Success;
    }

    // The number of cycles that the command `tune` will read, for its progress: every pass over the fitted cycles, plus the passes over
    // those held out.
    private static long Work(long cycles, int weights, IReadOnlyDictionary<string, IReadOnlyList<string>> thresholds, double holdOut)
    {
        var variants = thresholds.Count == 0 ? 0 : thresholds.Values.Aggregate(1L, static (product, values) => product * values.Count);
        var ofWeights = weights == 0 ? 0 : (4 * (1 - holdOut)) + (2 * holdOut);
        var ofThresholds = variants == 0 ? 0 : (variants * (1 - holdOut)) + 1;
        return (long)(cycles * (ofWeights + ofThresholds));
    }

    private Dictionary<string, IReadOnlyList<string>> Thresholds(ToolCall call)
    {
        var found = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        Add(found, _minLiquidity.Name, "Discovery:MinLiquidityUsd", call.Value(_minLiquidity));
        Add(found, _minScore.Name, "Discovery:PauseBelowScore", call.Value(_minScore));
        foreach (var text in call.Value(_vary) ?? [])
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at < 1)
            {
                throw ToolException.Usage($"{_vary.Name} is '{PlainText.Clean(text, 100)}'; allowed is KEY=A,B,C, such as "
                    + $"Discovery:ActiveSlots=5,7.");
            }

            Add(found, _vary.Name, text[..at].Trim(), text[(at + 1)..]);
        }

        return found;
    }

    private static void Add(Dictionary<string, IReadOnlyList<string>> found, string option, string key, string? text)
    {
        if (text is null)
        {
            return;
        }

        var values = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (values.Length == 0)
        {
            throw ToolException.Usage($"{option} has no value; allowed are values with commas between them, such as 5000,10000.");
        }

        // The reader of options, and not this command, checks the key and the value, with its own words.
        var read = OptionValues.Read(values.Select(value => $"{key}={value}"), option);
        if (!found.TryAdd(read.Keys.Single(), values))
        {
            throw ToolException.Usage($"{option} names {read.Keys.Single()}, which is given twice.");
        }
    }

    private double HoldOut(string? text)
    {
        if (text is null)
        {
            return .3;
        }

        var isPercent = text.TrimEnd().EndsWith('%');
        var digits = isPercent ? text.TrimEnd()[..^1] : text;
        var isNumber = double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share);
        share = isPercent ? share / 100 : share;
        return isNumber && share is >= .1 and <= .9
            ? share
            : throw ToolException.Usage($"{_holdOut.Name} is '{PlainText.Clean(text, 100)}'; allowed are 10% to 90%, or 0.1 to 0.9.");
    }

    private TimeSpan Horizon(string? text) => text is null ? TimeSpan.FromHours(1)
        : Moments.DurationOf(text) is { } horizon && horizon >= TimeSpan.FromSeconds(1) && horizon <= TimeSpan.FromDays(30) ? horizon
        : throw ToolException.Usage($"{_horizon.Name} is '{PlainText.Clean(text, 100)}'; allowed is a duration from 1s to 30d, such as "
            + $"15m, 4h or 1d.");
}
