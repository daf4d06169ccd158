namespace BirdeyeDiscovery;

/// <summary>
/// Calls a market source to collect facts. An answer that breaks the contract becomes a failed reading, so that a source of the host cannot
/// end a cycle.
/// </summary>
/// <remarks>A fault names the type of an exception and not its message, which may hold a secret.</remarks>
internal static class SourceGuard
{
    // What a market source is asked for, in its failures and in the faults of a cycle.
    public const string List = "List";
    public const string Facts = "Facts";
    public const string Security = "Security";
    public const string Swaps = "Swaps";
    public const string Candles = "Candles";

    /// <summary>
    /// Collects the answers of the market source for some tokens. Every address has one, and only cancellation is thrown.
    /// </summary>
    public static async ValueTask<IReadOnlyDictionary<string, Reading<T>>> AnswersAsync<TRequest, T>(
        CycleContext context,
        MarketSourceInfo source,
        string question,
        IReadOnlyList<TRequest> requests,
        Func<TRequest, string> address,
        Func<CancellationToken, ValueTask<IReadOnlyDictionary<string, Reading<T>>>> ask,
        CancellationToken cancellationToken)
        where T : class
    {
        IReadOnlyDictionary<string, Reading<T>>? answers;
        string fault;
        try
        {
            answers = await ask(cancellationToken).ConfigureAwait(false);
            if (answers is not null && requests.All(request => answers.GetValueOrDefault(address(request)) is not null))
            {
                return answers;
            }

            fault = $"The market source '{source.Name}' left out tokens that it was asked for.";
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            answers = null;
            fault = Threw(source, exception);
        }

        var failed = Failed<T>(context, question, fault);
        return requests.Select(address).Distinct(StringComparer.Ordinal).ToDictionary(
            static one => one, one => answers?.GetValueOrDefault(one) ?? failed, StringComparer.Ordinal);
    }

    /// <summary>Collects the list of the market source. Each address is in it once, and only cancellation is thrown.</summary>
    public static async ValueTask<Reading<MarketList>> ListAsync(
        CycleContext context, MarketSourceInfo source, Func<ValueTask<Reading<MarketList>>> ask, CancellationToken cancellationToken)
    {
        try
        {
            var reading = await ask().ConfigureAwait(false);
            return reading?.Select(list => Unique(list, source))
                ?? Failed<MarketList>(context, List, $"The market source '{source.Name}' gave no list.");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed<MarketList>(context, List, Threw(source, exception));
        }
    }

    private static MarketList Unique(MarketList list, MarketSourceInfo source)
    {
        var seen = new HashSet<string>(list.Tokens.Count, StringComparer.Ordinal);
        return list.Tokens.All(token => seen.Add(token.Address)) ? list : list with
        {
            Tokens = [.. list.Tokens.DistinctBy(static token => token.Address, StringComparer.Ordinal)],
            Faults = [.. list.Faults, $"The market source '{source.Name}' listed tokens more than once."],
        };
    }

    private static string Threw(MarketSourceInfo source, Exception exception) =>
        $"The market source '{source.Name}' threw {exception.GetType().Name}.";

    // A market source that breaks the contract while facts are collected gives a failed reading, which counts by question and kind like
    // every failure. The fault of the cycle says what the source did wrong.
    private static Reading<T> Failed<T>(CycleContext context, string question, string fault)
        where T : class
    {
        context.Faults.Add($"{question}: {fault}");
        var failure = new SourceFailure { Kind = SourceFailureKind.SourceFault, Call = question, Detail = fault };
        return Reading<T>.Failed(failure, context.CycleTimestamp);
    }
}
