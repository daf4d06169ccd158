namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// Searches variants of the weights of the score's components. No component depends on a weight, so the stored components give the totals
/// of every variant, and one pass over the cycles measures all of them.
/// </summary>
internal sealed class WeightSearch(TunePlan plan, TuneSource source, ICycleReplayer? replayer = null, Action<long>? progress = null)
{
    // The shares of chance in the weights that are drawn near the best variant, one round each.
    private static readonly double[] Shares = [.3, .15, .08];

    private readonly HashSet<string> _optionSets = new(StringComparer.Ordinal);
    private readonly string _version = new TokenScorer(new ScoringOptions()).Version;
    private long _fitted;
    private long _heldOut;
    private long _leftOut;
    private long _read;

    /// <summary>Searches variants of the weights, from the current ones on.</summary>
    /// <param name="current">The options with which variants are compared.</param>
    /// <param name="count">The number of random variants.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The result, without the trials and the verdict.</returns>
    public async Task<TuneResult> RunAsync(ScoringOptions current, int count, CancellationToken cancellationToken)
    {
        plan.Check();
        var (variants, fitted, folds) = await FitAsync(current, count, cancellationToken).ConfigureAwait(false);
        var best = TuneRules.Best(fitted.Select(static figures => figures.TStatistic));
        var choice = best is null or 0 ? null : variants[best.Value];
        var (heldOut, axes) = await HoldOutAsync(variants, choice, cancellationToken).ConfigureAwait(false);
        var entries = variants.Select((variant, index) => new TuneEntry(variant, fitted[index], heldOut[index])).ToList();
        var result = new TuneResult
        {
            Search = "weights",
            Objective = $"rank IC of the score with the return of the next {TuneRules.Words(plan.Horizon)}",
            Horizon = plan.Horizon,
            Seed = plan.Seed,
            From = plan.From,
            Boundary = plan.Boundary,
            To = plan.To,
            Purge = plan.Purge,
            Cycles = new TuneCycles(_fitted, _heldOut, _leftOut),
            OptionSets = _optionSets.Count,
            Variants = entries,
            Chosen = best is { } chosen ? entries[chosen] : null,
            Random = RandomRange.Of(entries.Where(static entry => entry.Variant.Origin == TuneOrigin.Random)
                .Select(static entry => entry.HeldOut.RankIc).OfType<double>()),
            WalkForward = TuneRules.Steps(folds, variants),
            Axes = axes,
        };
        return choice is null || replayer is null
            ? result
            : await ReplayAxes.AddAsync(result, plan, choice, replayer, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Measures variants of the weights on the fitted part, and draws more near the best one. Nothing after the boundary is read.
    /// </summary>
    internal async Task<(List<TuneVariant> Variants, List<VariantFigures> Fitted, IReadOnlyList<FoldFigures> Folds)> FitAsync(
        ScoringOptions current, int count, CancellationToken cancellationToken)
    {
        var random = new Random(plan.Seed);
        var variants = new List<TuneVariant> { WeightVariants.Of(TuneOrigin.Current, current) };
        Add(variants, WeightVariants.Of(TuneOrigin.Default, new ScoringOptions()));
        for (var index = 0; index < count; index++)
        {
            Add(variants, WeightVariants.Draw(random));
        }

        var first = await MeasureAsync(variants, plan.Edges, isCounted: true, cancellationToken).ConfigureAwait(false);
        List<VariantFigures> fitted = [.. first.ToFigures()];
        if (count == 0)
        {
            return (variants, fitted, first.Folds);
        }

        foreach (var share in Shares)
        {
            if (TuneRules.Best(fitted.Select(static figures => figures.TStatistic)) is not { } best)
            {
                break;
            }

            var known = variants.Count;
            for (var index = 0; index < Math.Max(1, count / 5); index++)
            {
                Add(variants, WeightVariants.Near(variants[best], random, share));
            }

            var next = await MeasureAsync([variants[0], .. variants.Skip(known)], [], isCounted: false, cancellationToken)
                .ConfigureAwait(false);
            fitted.AddRange(next.ToFigures().Skip(1));
        }

        return (variants, fitted, first.Folds);
    }

    private static void Add(List<TuneVariant> variants, TuneVariant variant)
    {
        if (variants.TrueForAll(known => known.Hash != variant.Hash))
        {
            variants.Add(variant);
        }
    }

    private static RankMeter<double[]> Meter(IReadOnlyList<TuneVariant> variants, TimeSpan horizon, IReadOnlyList<long> edges)
    {
        var scorers = variants.Select(WeightVariants.ScorerOf).ToArray();
        return new RankMeter<double[]>(
            scorers.Length,
            horizon,
            (factor, components, positions, values) =>
            {
                for (var index = 0; index < positions.Length; index++)
                {
                    values[index] = Total(scorers[factor], components, positions[index]);
                }
            },
            edges);
    }

    private static double Total(TokenScorer scorer, double[] components, int position)
    {
        var own = components.AsSpan(position * WeightVariants.Components, WeightVariants.Components);
        return scorer.Total(own[0], own[1], own[2], own[3], own[4]);
    }

    private async Task<RankMeter<double[]>> MeasureAsync(
        IReadOnlyList<TuneVariant> variants, IReadOnlyList<long> edges, bool isCounted, CancellationToken cancellationToken)
    {
        var meter = Meter(variants, plan.Horizon, edges);
        var stream = new OutcomeStream<double[]>(
            plan.Measure,
            [plan.Horizon],
            plan.Purge,
            (_, ticks, tokens, components, returns) => meter.Add(ticks, tokens, components, returns));
        await foreach (var cycle in source(plan.From, plan.Boundary).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            meter.At(cycle.Timestamp.UtcTicks);
            var (members, components) = Scored(cycle);
            stream.Add(cycle, members, components);
            progress?.Invoke(++_read);
            if (isCounted)
            {
                Count(cycle, members, ref _fitted);
            }
        }

        stream.Close(plan.Boundary.UtcTicks);
        meter.End();
        return meter;
    }

    private async Task<(IReadOnlyList<VariantFigures> Figures, IReadOnlyList<TuneAxis> Axes)> HoldOutAsync(
        List<TuneVariant> variants, TuneVariant? chosen, CancellationToken cancellationToken)
    {
        var meter = Meter(variants, plan.Horizon, []);
        var all = new OutcomeStream<double[]>(
            plan.Measure,
            [plan.Horizon],
            TimeSpan.Zero,
            (_, ticks, tokens, components, returns) => meter.Add(ticks, tokens, components, returns));
        TokenScorer[] scorers = chosen is null ? [] : [WeightVariants.ScorerOf(variants[0]), WeightVariants.ScorerOf(chosen)];
        var axes = chosen is null ? null : new AxisMeters(plan);
        await foreach (var cycle in source(plan.Boundary, plan.To).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var (members, components) = Scored(cycle);
            all.Add(cycle, members, components);
            axes?.Add(cycle, members, scorers.Select(scorer => Enumerable.Range(0, members.Count)
                .Select(position => Total(scorer, components, position)).ToArray()));
            progress?.Invoke(++_read);
            Count(cycle, members, ref _heldOut);
        }

        all.Close(plan.To.UtcTicks);
        return (meter.ToFigures(), axes?.ToAxes() ?? []);
    }

    private void Count(ObservedCycle cycle, List<int> members, ref long cycles)
    {
        if (members.Count > 0)
        {
            cycles++;
            _optionSets.Add(cycle.OptionsHash);
        }
        else if (cycle.ScoreVersion != _version)
        {
            _leftOut++;
        }
    }

    private (List<int> Members, double[] Components) Scored(ObservedCycle cycle)
    {
        var members = new List<int>(cycle.Tokens.Count);
        var components = new List<double>(cycle.Tokens.Count * WeightVariants.Components);
        if (cycle.ScoreVersion == _version)
        {
            for (var position = 0; position < cycle.Tokens.Count; position++)
            {
                var token = cycle.Tokens[position];
                if (token is { Total: not null, Momentum: { } momentum, Liquidity: { } liquidity }
                    && token is { Volume: { } volume, Safety: { } safety, Flow: { } flow })
                {
                    members.Add(position);
                    components.AddRange([momentum, liquidity, volume, safety, flow]);
                }
            }
        }

        return (members, [.. components]);
    }
}
