namespace BirdeyeDiscovery;

/// <summary>
/// Runs the body of one cycle of the engine: it collects, plans, reads candles for the tokens that stay or enter, and plans again with
/// them.
/// </summary>
internal sealed class CycleRunner(
    TrendingCollector trending,
    CandidateCollector collector,
    CandleCollector candles,
    LongCandleCollector longCandles,
    IOpenPositionSource positions,
    LivePublisher publisher,
    TimeProvider clock,
    IStrategyPolicy? policy = null)
{
    /// <summary>Gets the name of the market source of the engine's cycles.</summary>
    public string SourceName(BirdeyeDiscoveryOptions options) => trending.SourceName(options);

    /// <summary>
    /// Runs a cycle until everything that its plan needs is read. Returns the input of the plan, the additional data for the live view, and
    /// a delegate that reads further candidates if the state in the store changes before the commit. The delegate is null when the cycle
    /// read every candidate.
    /// </summary>
    public async ValueTask<(CycleInput Input, CycleFindings Findings, CompleteInput? Complete)> RunAsync(
        CycleContext context,
        CycleState state,
        IReadOnlyList<string> adopted,
        ITokenScorer scorer,
        long epoch,
        string optionsHash,
        CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var list = await trending.ReadAsync(context, cancellationToken).ConfigureAwait(false);
        context.OnListRead?.Invoke();
        await publisher.KeepAliveAsync(context.Options, cancellationToken).ConfigureAwait(false);
        var mode = StagingRules.ModeOf(context.Options.Discovery, scorer, state);
        var input = new CycleInput
        {
            CycleTimestamp = context.CycleTimestamp,
            Chain = context.Options.Birdeye.Chain,
            Source = context.Source,
            Options = context.Options,
            ScoreVersion = scorer.Version,
            OptionsHash = optionsHash,
            State = state,
            Adopted = adopted,
            Candidates = [],
            ListRead = false,
            Epoch = epoch,
        };
        var collected = list is { } read
            ? await collector.CollectAsync(
                context,
                read.List,
                read.AsOf,
                mode == CycleEnrichment.Staged ? facts => StagingRules.Reads(input, facts, scorer) : null,
                cancellationToken).ConfigureAwait(false)
            : new CollectedCandidates([], IsStaged: false, []);
        var facts = collected.Facts;
        input = input with
        {
            Candidates = facts,
            ListRead = facts.Any(static candidate => candidate.ListPosition is not null),
            Faults = context.Faults.ToList(),
            Enrichment = collected.IsStaged || mode != CycleEnrichment.Staged ? mode : CycleEnrichment.Full,
        };
        context.Report(CyclePhase.Planning, 0, facts.Length);
        CyclePlan first;
        using (PhaseActivities.Start(CyclePhase.Planning))
        {
            first = CyclePlanner.Plan(input, scorer, policy);
        }

        if (first.Snapshot.Outcome != CycleOutcome.Failed)
        {
            var live = StayingOrEntering(first, state);
            await candles.ReadAsync(context, live, wholeDay: false, cancellationToken).ConfigureAwait(false);
            await longCandles.ReadAsync(context, live, cancellationToken).ConfigureAwait(false);
        }
        else if (context.Scope.IsUnanswered)
        {
            // The fault is stored with the cycle, so that the pause before the next one is the same after a restart.
            context.Faults.Add(CycleFaults.NothingAnswered);
        }

        AddEnd(context);
        input = input with
        {
            Positions = await PositionsAsync(context, state, cancellationToken).ConfigureAwait(false),
            FirstCandles = FirstCandles(context),
            Faults = context.Faults.ToList(),
            ApiCalls = context.Scope.Calls,
            ComputeUnits = context.Scope.ComputeUnits,
            StagingDifferences = mode == CycleEnrichment.Audit && collected.Steps.Count > 0
                ? StagingAudit.Differences(input, collected.Steps, scorer, policy) : null,
            DurationMs = (int)Math.Min(clock.GetElapsedTime(started).TotalMilliseconds, int.MaxValue),
        };
        var categories = facts.ToDictionary(
            static candidate => candidate.Address,
            candidate => CategoryRules.Classify(candidate.FdvUsd, candidate.LiquidityUsd, context.Options.Strategies),
            StringComparer.Ordinal);
        CompleteInput? complete = collected.Parts is { } parts
            ? (changed, token) => ReadMoreAsync(context, changed, facts, parts, scorer, token)
            : null;
        return (input, new CycleFindings(context.Candles, context.LongCandles, categories), complete);
    }

    // Runs the reads of candidates that a staged cycle left unread and that can change a decision now, because a person pinned, paused or
    // removed a token during the cycle. After the time-out of the cycle these calls fail.
    private static async ValueTask<CycleInput> ReadMoreAsync(
        CycleContext context,
        CycleInput input,
        CandidateFacts[] facts,
        CandidateParts parts,
        ITokenScorer scorer,
        CancellationToken cancellationToken)
    {
        await new StagedCollector(context, parts, StagingRules.Reads(input, facts, scorer)).ReadAsync(cancellationToken)
            .ConfigureAwait(false);
        context.Report(CyclePhase.Committing, 0, 0);
        AddEnd(context);
        return input with
        {
            Candidates = [.. facts],
            FirstCandles = FirstCandles(context),
            Faults = context.Faults.ToList(),
            ApiCalls = context.Scope.Calls,
            ComputeUnits = context.Scope.ComputeUnits,
        };
    }

    private static void AddEnd(CycleContext context)
    {
        if (context.Scope.EndedBy is { } ended)
        {
            context.Faults.Add($"Calls ended: {ended.Kind}{FailureText.InBrackets(ended.Detail)}");
        }
    }

    private static Dictionary<string, List<string>> Families(string[] addresses, CycleState state)
    {
        var chains = new MigrationChains(state.Migrations.Select(static step => (step.Key, step.Value)));
        var earlier = state.Migrations.Keys.ToLookup(chains.Resolve, StringComparer.Ordinal);
        return addresses.ToDictionary(
            static address => address,
            address => earlier[address].Prepend(address).ToList(),
            StringComparer.Ordinal);
    }

    private static string[] StayingOrEntering(CyclePlan plan, CycleState state)
    {
        // To read candles, the running cycle uses the actions of the scores and not the tokens of the plan: a mode that writes no tokens
        // still shows which tokens would enter.
        var leaving = plan.Scores.Where(static score => score.Action == ScoreAction.Remove).Select(static score => score.TokenAddress)
            .Concat(plan.Rejections.Select(static rejection => rejection.TokenAddress));
        return [.. state.Tokens.Where(static token => token.Status == TokenStatus.Active).Select(static token => token.Address)
            .Except(leaving, StringComparer.Ordinal)
            .Concat(plan.Scores.Where(static score => score.Action == ScoreAction.Add).Select(static score => score.TokenAddress))];
    }

    private static Dictionary<string, DateTimeOffset> FirstCandles(CycleContext context) => context.Candles
        .Where(static reading => reading.Value.Value is { Candles.Count: > 0 })
        .ToDictionary(
            static reading => reading.Key,
            static reading => DateTimeOffset.FromUnixTimeSeconds(reading.Value.Value!.Candles[0].Timestamp),
            StringComparer.Ordinal);

    private async ValueTask<IReadOnlyDictionary<string, PositionState>> PositionsAsync(
        CycleContext context, CycleState state, CancellationToken cancellationToken)
    {
        var due = state.Tokens
            .Where(token => token is { Status: TokenStatus.Paused, IsPermanent: false, HeldBy: null }
                && token.DeactivatedAt + context.Options.Discovery.RemoveAfter <= context.CycleTimestamp)
            .Select(static token => token.Address)
            .ToArray();

        // Each run of a cycle reads the bot's table of positions, so that a fault in it is reported before the first paused token is due
        // for removal.
        var table = positions as TableOpenPositions;
        if (due.Length == 0 && table is null)
        {
            return new Dictionary<string, PositionState>();
        }

        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(ObserverNotifier.Patience);
            // The running cycle asks for positions under every address of a token, because one may have been opened under an earlier
            // address.
            var families = Families(due, state);
            var asked = families.SelectMany(static family => family.Value).Distinct(StringComparer.Ordinal).ToArray();
            var known = await positions.GetAsync(asked, patience.Token).AsTask().WaitAsync(patience.Token).ConfigureAwait(false);
            if (table?.Fault is { } fault)
            {
                context.Faults.AddWarning($"Positions: {fault}");
            }

            return families.ToDictionary(
                static family => family.Key,
                family => PositionStates.Of(family.Value, known),
                StringComparer.Ordinal);
        }
        catch (Exception unknown) when (!cancellationToken.IsCancellationRequested)
        {
            // The running cycle goes on, because it removes no token whose position is not known.
            context.Faults.AddWarning($"Positions are not known: {unknown.GetType().Name}");
            return new Dictionary<string, PositionState>();
        }
    }
}
