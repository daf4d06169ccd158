namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// Searches options other than weights: each variant is a replay, and its factor is 1 for the tokens that are active after a cycle and 0
/// for all others that the cycle observed. A token on which the replay cannot decide is left out of the cycle, for both options, and so is
/// a cycle in which such a token has a place in one of the lists only. The figures of variants are therefore those of different cycles, and
/// a variant is chosen by its difference to the current options on its own.
/// </summary>
internal sealed class ThresholdSearch(TunePlan plan, TuneSource source, ICycleReplayer replayer, Action<long>? progress = null)
{
    public const string Name = "thresholds";

    private readonly HashSet<string> _optionSets = new(StringComparer.Ordinal);
    private long _read;

    /// <summary>Searches among given threshold variants.</summary>
    /// <param name="given">The variants.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>
    /// The result, without the trials and the verdict. Only the chosen variant has figures of the part that was held out.
    /// </returns>
    public async Task<TuneResult> RunAsync(IReadOnlyList<TuneVariant> given, CancellationToken cancellationToken)
    {
        plan.Check();
        var (fitted, folds, undecided, asNow, cycles) = await FitAsync(given, cancellationToken).ConfigureAwait(false);
        List<TuneVariant> variants = [TuneVariant.Of(TuneOrigin.Current, []), .. given];
        var best = fitted.Skip(1).All(static figures => figures.TStatistic is null) ? null : TuneRules.Best(TuneRules.Paired(fitted));
        var entries = variants.Select((variant, index) => new TuneEntry(
            variant,
            fitted[index],
            new VariantFigures(0, 0, null, null, null),
            index == 0 ? null : undecided[index - 1],
            index > 0 && asNow[index - 1])).ToList();
        var result = new TuneResult
        {
            Search = Name,
            Objective = $"rank IC of being active with the return of the next {TuneRules.Words(plan.Horizon)}",
            Horizon = plan.Horizon,
            Seed = plan.Seed,
            From = plan.From,
            Boundary = plan.Boundary,
            To = plan.To,
            Purge = plan.Purge,
            Cycles = new TuneCycles(cycles.Measured, 0, cycles.LeftOut),
            OptionSets = _optionSets.Count,
            Variants = entries,
            Chosen = best is { } index ? entries[index] : null,
            WalkForward = TuneRules.Steps(folds, variants),
        };
        return variants.Count == 1
            ? result
            : await HoldOutAsync(result, best is null or 0 ? null : best.Value, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Replays every variant of thresholds over the fitted part. Nothing after the boundary is read.</summary>
    internal async Task<ThresholdFit> FitAsync(IReadOnlyList<TuneVariant> variants, CancellationToken cancellationToken)
    {
        var undecided = new List<long>();
        var asNow = new List<bool>();
        var fitted = new List<VariantFigures>();
        var folds = new List<FoldFigures>();
        var cycles = (Measured: 0L, LeftOut: 0L);
        foreach (var variant in variants)
        {
            // The figures of the current options alone are those of all cycles, whichever variants are tried.
            var own = fitted.Count == 0 ? Meter(1, plan.Edges) : null;
            var ownStream = own is null ? null : Stream(own, plan.Purge);
            var meter = Meter(2, plan.Edges);
            var stream = Stream(meter, plan.Purge);
            var isChanged = false;
            cycles = (0, 0);
            undecided.Add(0);
            await foreach (var (observed, replayed) in ReadAsync(
                variant, plan.Boundary, () => isChanged = true, cancellationToken).ConfigureAwait(false))
            {
                meter.At(observed.Timestamp.UtcTicks);
                var (members, rows) = Compare(observed, replayed);
                stream.Add(observed, members, rows);
                own?.At(observed.Timestamp.UtcTicks);
                AddOwn(ownStream, observed, replayed);
                cycles = replayed is null ? (cycles.Measured, cycles.LeftOut + 1) : (cycles.Measured + 1, cycles.LeftOut);
                undecided[^1] += replayed?.Undecided.Count ?? 0;
                _optionSets.Add(observed.OptionsHash);
            }

            stream.Close(plan.Boundary.UtcTicks);
            meter.End();
            if (own is not null)
            {
                ownStream!.Close(plan.Boundary.UtcTicks);
                own.End();
                fitted.AddRange(own.ToFigures());
                folds.AddRange(own.Folds);
            }

            asNow.Add(!isChanged);
            fitted.Add(meter.ToFigures()[1]);
            folds = [.. folds.Zip(meter.Folds, static (known, next) => new FoldFigures(
                known.From, [.. known.Before, next.Before[1]], [.. known.Within, next.Within[1]]))];
        }

        return new ThresholdFit(fitted, folds, undecided, asNow, cycles);
    }

    // The state of the variant's replay is carried from the start, and only cycles of the held-out part are measured.
    private async Task<TuneResult> HoldOutAsync(TuneResult result, int? chosen, CancellationToken cancellationToken)
    {
        var variant = result.Variants[chosen ?? 1].Variant;
        var meter = Meter(2, []);
        var stream = Stream(meter, TimeSpan.Zero);
        var own = Meter(1, []);
        var ownStream = Stream(own, TimeSpan.Zero);
        var axes = new AxisMeters(plan, isSelection: true);
        var list = new ReplayAxes();
        var leftOut = 0L;
        await foreach (var (observed, replayed) in ReadAsync(
            variant, plan.To, static () => { }, cancellationToken).ConfigureAwait(false))
        {
            if (observed.Timestamp < plan.Boundary)
            {
                continue;
            }

            var (members, rows) = Compare(observed, replayed);
            stream.Add(observed, members, rows);
            axes.Add(observed, members, rows);
            AddOwn(ownStream, observed, replayed);
            _optionSets.Add(observed.OptionsHash);
            if (replayed is null)
            {
                leftOut++;
            }
            else
            {
                list.Add(replayed);
            }
        }

        stream.Close(plan.To.UtcTicks);
        ownStream.Close(plan.To.UtcTicks);
        var figures = meter.ToFigures();
        var entries = result.Variants.ToList();
        entries[0] = entries[0] with { HeldOut = own.ToFigures()[0] };
        var isChosen = chosen is not null;
        if (isChosen)
        {
            entries[chosen!.Value] = entries[chosen.Value] with { HeldOut = figures[1] };
        }

        return result with
        {
            Variants = entries,
            Chosen = isChosen ? entries[chosen!.Value] : result.Chosen is null ? null : entries[0],
            Axes = isChosen ? [.. axes.ToAxes(), .. list.ToAxes()] : [],
            Undecided = isChosen ? list.Undecided : null,
            UndecidedShare = isChosen ? list.UndecidedShare : null,
            Cycles = result.Cycles with { HeldOut = list.Cycles, LeftOut = result.Cycles.LeftOut + leftOut },
            OptionSets = _optionSets.Count,
        };
    }

    private static (List<int> Members, double[][] Rows) Compare(ObservedCycle observed, ReplayedCycle? replayed)
    {
        var members = new List<int>();
        if (replayed is null)
        {
            return (members, [[], []]);
        }

        var active = replayed.Active.ToHashSet(StringComparer.Ordinal);
        var stored = replayed.StoredActive.ToHashSet(StringComparer.Ordinal);
        var undecided = replayed.Undecided.Select(static token => token.Address).ToHashSet(StringComparer.Ordinal);
        if (ReplayAxes.HasUnknownPlace(undecided, stored, active))
        {
            return (members, [[], []]);
        }

        List<double> current = [], variant = [];
        for (var position = 0; position < observed.Tokens.Count; position++)
        {
            var address = observed.Tokens[position].Address;
            if (!undecided.Contains(address))
            {
                members.Add(position);
                current.Add(stored.Contains(address) ? 1 : 0);
                variant.Add(active.Contains(address) ? 1 : 0);
            }
        }

        return (members, [[.. current], [.. variant]]);
    }

    private static void AddOwn(OutcomeStream<double[][]>? stream, ObservedCycle observed, ReplayedCycle? replayed)
    {
        if (stream is not null)
        {
            var stored = replayed?.StoredActive.ToHashSet(StringComparer.Ordinal);
            stream.Add(
                observed,
                stored is null ? null : [.. Enumerable.Range(0, observed.Tokens.Count)],
                stored is null ? [] : [[.. observed.Tokens.Select(token => stored.Contains(token.Address) ? 1.0 : 0)]]);
        }
    }

    private RankMeter<double[][]> Meter(int factors, IReadOnlyList<long> edges) => new(
        factors,
        plan.Horizon,
        static (factor, rows, positions, values) =>
        {
            for (var index = 0; index < positions.Length; index++)
            {
                values[index] = rows[factor][positions[index]];
            }
        },
        edges,
        isPaired: true);

    private OutcomeStream<double[][]> Stream(RankMeter<double[][]> meter, TimeSpan purge) => new(
        plan.Measure,
        [plan.Horizon],
        purge,
        (_, ticks, tokens, rows, returns) => meter.Add(ticks, tokens, rows, returns));

    private async IAsyncEnumerable<(ObservedCycle Observed, ReplayedCycle? Replayed)> ReadAsync(
        TuneVariant variant,
        DateTimeOffset to,
        Action changed,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var keys = variant.Options.Keys.Select(static path => OptionTable.ByPath[path]).ToArray();
        var change = new ReplayChange
        {
            Configure = options =>
            {
                var before = keys.Select(key => key.Text(options)).ToArray();
                variant.Apply(options);
                if (keys.Where((key, index) => key.Text(options) != before[index]).Any())
                {
                    changed();
                }
            },
        };
        var replayed = replayer.ReplayAsync(change, plan.From, to.AddMilliseconds(-1), cancellationToken);
        await foreach (var pair in PairedReplay.ReadAsync(source(plan.From, to), replayed, cancellationToken).ConfigureAwait(false))
        {
            progress?.Invoke(++_read);
            yield return pair;
        }
    }
}
