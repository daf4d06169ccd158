namespace BirdeyeDiscovery.Analytics;

/// <summary>Represents the results of the trades of one configuration of a strategy in a category, over all tokens that had it.</summary>
/// <remarks>
/// Version numbers belong to one token; two tokens can only share a configuration. Two JSON texts with the same content are one
/// configuration.
/// </remarks>
public sealed class StrategyVersionComparison
{
    /// <summary>Gets the strategy.</summary>
    public required string StrategyType { get; init; }

    /// <summary>Gets a value indicating whether the version of these trades is known.</summary>
    /// <value>
    /// <see langword="false"/> for trades that were opened before the token had a version or with another strategy than the one in force,
    /// and for trades that were recorded by a library that did not store the version.
    /// </value>
    public required bool IsVersionKnown { get; init; }

    /// <summary>Gets the configuration as JSON, or <see langword="null"/> when the version has none or is not known.</summary>
    public string? StrategyConfig { get; init; }

    /// <summary>Gets the number of different tokens, by address.</summary>
    public required int Tokens { get; init; }

    /// <summary>Gets the totals of the trades.</summary>
    public required TradeTotals Trades { get; init; }

    /// <summary>Gets the mean of the known returns, in percent points.</summary>
    public decimal? AvgReturnPct { get; init; }

    /// <summary>
    /// Gets the Sharpe ratio of a trade over all trades at once, not annualized (see <see cref="StrategyPerformance.SharpeRatio"/>).
    /// </summary>
    public decimal? SharpeRatio { get; init; }

    /// <summary>Gets when the first of these trades was opened.</summary>
    public required DateTimeOffset FirstOpenedAt { get; init; }

    /// <summary>Gets when the last of these trades was opened.</summary>
    public required DateTimeOffset LastOpenedAt { get; init; }

    /// <summary>Compares configurations from stored rows; for writers of stores.</summary>
    /// <param name="versions">The versions. Of two with one address and number, the later one counts.</param>
    /// <param name="trades">The trades.</param>
    /// <returns>
    /// One entry for each strategy and configuration, ordered by strategy, known versions first, then by the first opened trade.
    /// </returns>
    public static IReadOnlyList<StrategyVersionComparison> From(
        IEnumerable<(string TokenAddress, int Version, string? StrategyConfig)> versions, IEnumerable<TradeOfVersion> trades)
    {
        ArgumentNullException.ThrowIfNull(versions);
        ArgumentNullException.ThrowIfNull(trades);
        var configs = new Dictionary<(string Address, int Version), string?>();
        foreach (var version in versions)
        {
            configs[(version.TokenAddress, version.Version)] = version.StrategyConfig;
        }

        var groups = new List<Group>();
        var known = new Dictionary<(string StrategyType, bool IsKnown, string Config), Group>();
        foreach (var trade in trades)
        {
            string? config = null;
            var isKnown = trade.StrategyVersion is { } number && configs.TryGetValue((trade.TokenAddress, number), out config);
            var key = (trade.StrategyType, isKnown, config ?? string.Empty);
            if (!known.TryGetValue(key, out var group))
            {
                // The result has one row for each configuration. The dictionary finds a configuration with the same text; IsSame also finds
                // one that is the same JSON in another text.
                group = groups.Find(other => other.IsSame(trade.StrategyType, isKnown, config));
                if (group is null)
                {
                    groups.Add(group = new Group(trade.StrategyType, isKnown, config));
                }

                known[key] = group;
            }

            group.Add(trade);
        }

        return [.. groups.Select(static group => group.ToComparison())
            .OrderBy(static row => row.StrategyType, StringComparer.Ordinal)
            .ThenByDescending(static row => row.IsVersionKnown)
            .ThenBy(static row => row.FirstOpenedAt)
            .ThenBy(static row => row.StrategyConfig, StringComparer.Ordinal)];
    }

    private sealed class Group(string strategyType, bool isKnown, string? config)
    {
        private readonly HashSet<string> _tokens = new(StringComparer.Ordinal);
        private readonly ReturnSums _returns = new();
        private TradeTotals _trades;
        private DateTimeOffset _first = DateTimeOffset.MaxValue;
        private DateTimeOffset _last = DateTimeOffset.MinValue;

        public bool IsSame(string otherType, bool otherKnown, string? otherConfig) =>
            otherType == strategyType && otherKnown == isKnown && StrategyChangeRules.AreEqual(otherConfig, config);

        public void Add(TradeOfVersion trade)
        {
            _tokens.Add(trade.TokenAddress);
            _trades = _trades.Add(trade.PnlUsd);
            _first = trade.OpenedAt < _first ? trade.OpenedAt : _first;
            _last = trade.OpenedAt > _last ? trade.OpenedAt : _last;
            if (trade.ReturnPct is { } known)
            {
                _returns.Add(known);
            }
        }

        public StrategyVersionComparison ToComparison() => new()
        {
            StrategyType = strategyType,
            IsVersionKnown = isKnown,
            StrategyConfig = config,
            Tokens = _tokens.Count,
            Trades = _trades,
            AvgReturnPct = _returns.Mean(),
            SharpeRatio = _returns.Sharpe(),
            FirstOpenedAt = _first,
            LastOpenedAt = _last,
        };
    }
}
