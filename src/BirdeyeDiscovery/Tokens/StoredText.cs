namespace BirdeyeDiscovery.Storage;

/// <summary>The words for enumeration values in tables, caches and messages, which never contain ordinals.</summary>
public static class StoredText
{
    /// <summary>Gets the word of a value, such as <c>active</c> of <see cref="TokenStatus.Active"/>.</summary>
    /// <typeparam name="T">
    /// The enumeration: <see cref="TokenStatus"/>, <see cref="TokenCategory"/>, <see cref="ScoreAction"/>, <see cref="CycleOutcome"/>,
    /// <see cref="CycleEnrichment"/>, <see cref="DiscoveryMode"/>, <see cref="RejectionStage"/>, <see cref="LifecycleEventType"/> or
    /// <see cref="OperatorAct"/>.
    /// </typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The word.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value, or its enumeration, has no word.</exception>
    public static string Of<T>(T value)
        where T : struct, Enum => Word(value);

    /// <summary>Gets the stored word of a token's status: <c>active</c>, <c>paused</c>, <c>removed</c>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The word.</returns>
    internal static string Of(TokenStatus value) => value switch
    {
        TokenStatus.Active => "active",
        TokenStatus.Paused => "paused",
        TokenStatus.Removed => "removed",
        _ => throw Unknown(value),
    };

    /// <summary>Gets the stored word of a token's category: <c>bluechip</c>, <c>midcap</c>, <c>emerging</c>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The word.</returns>
    internal static string Of(TokenCategory value) => value switch
    {
        TokenCategory.Bluechip => "bluechip",
        TokenCategory.Midcap => "midcap",
        TokenCategory.Emerging => "emerging",
        _ => throw Unknown(value),
    };

    /// <summary>Gets the stored word of what a cycle did with a token: <c>add</c>, <c>keep</c>, <c>remove</c>, <c>skip</c>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The word.</returns>
    internal static string Of(ScoreAction value) => value switch
    {
        ScoreAction.Add => "add",
        ScoreAction.Keep => "keep",
        ScoreAction.Remove => "remove",
        ScoreAction.Skip => "skip",
        _ => throw Unknown(value),
    };

    /// <summary>Gets the stored word of a cycle's outcome: <c>complete</c>, <c>degraded</c>, <c>failed</c>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The word.</returns>
    internal static string Of(CycleOutcome value) => value switch
    {
        CycleOutcome.Complete => "complete",
        CycleOutcome.Degraded => "degraded",
        CycleOutcome.Failed => "failed",
        _ => throw Unknown(value),
    };

    /// <summary>Gets the stored word of what a cycle read: <c>full</c>, <c>staged</c>, <c>audit</c>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The word.</returns>
    internal static string Of(CycleEnrichment value) => value switch
    {
        CycleEnrichment.Full => "full",
        CycleEnrichment.Staged => "staged",
        CycleEnrichment.Audit => "audit",
        _ => throw Unknown(value),
    };

    /// <summary>
    /// Gets the stored word of the discovery mode: <c>ReadOnly</c>, <c>Record</c>, <c>Manage</c>, as in the configuration.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <returns>The word.</returns>
    internal static string Of(DiscoveryMode value) => value switch
    {
        DiscoveryMode.ReadOnly => "ReadOnly",
        DiscoveryMode.Record => "Record",
        DiscoveryMode.Manage => "Manage",
        _ => throw Unknown(value),
    };

    /// <summary>
    /// Gets the text that is stored for the stage at which a token was rejected: <c>trending</c>, <c>security</c>, <c>market</c>,
    /// <c>data</c>.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <returns>The word.</returns>
    internal static string Of(RejectionStage value) => value switch
    {
        RejectionStage.Trending => "trending",
        RejectionStage.Security => "security",
        RejectionStage.Market => "market",
        RejectionStage.Data => "data",
        _ => throw Unknown(value),
    };

    /// <summary>
    /// Gets the stored word of a token's event type: <c>added</c>, <c>resumed</c>, <c>paused</c>, <c>removed</c>, <c>activated</c>,
    /// <c>strategy_changed</c>, <c>migrated</c>.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <returns>The word.</returns>
    internal static string Of(LifecycleEventType value) => value switch
    {
        LifecycleEventType.Added => "added",
        LifecycleEventType.Resumed => "resumed",
        LifecycleEventType.Paused => "paused",
        LifecycleEventType.Removed => "removed",
        LifecycleEventType.Activated => "activated",
        LifecycleEventType.StrategyChanged => "strategy_changed",
        LifecycleEventType.Migrated => "migrated",
        _ => throw Unknown(value),
    };

    /// <summary>
    /// Gets the stored word of an operator's action on a token: <c>pause</c>, <c>resume</c>, <c>pin</c>, <c>unpin</c>, <c>remove</c>,
    /// <c>allow</c>, <c>migrate</c>, <c>track</c>.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <returns>The word.</returns>
    internal static string Of(OperatorAct value) => value switch
    {
        OperatorAct.Pause => "pause",
        OperatorAct.Resume => "resume",
        OperatorAct.Pin => "pin",
        OperatorAct.Unpin => "unpin",
        OperatorAct.Remove => "remove",
        OperatorAct.Allow => "allow",
        OperatorAct.Migrate => "migrate",
        OperatorAct.Track => "track",
        _ => throw Unknown(value),
    };

    /// <summary>Gets the value of a word.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="word">The word, exactly as written by <c>Of</c>.</param>
    /// <returns>The value.</returns>
    /// <exception cref="FormatException">No value has this word.</exception>
    public static T Parse<T>(string word)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(Word(value), word, StringComparison.Ordinal))
            {
                return value;
            }
        }

        throw new FormatException(
            $"'{word}' is not a {typeof(T).Name}; allowed are {string.Join(", ", Enum.GetValues<T>().Select(Word))}.");
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value switch
        {
            TokenStatus status => Of(status),
            TokenCategory category => Of(category),
            ScoreAction action => Of(action),
            CycleOutcome outcome => Of(outcome),
            DiscoveryMode mode => Of(mode),
            CycleEnrichment enrichment => Of(enrichment),
            RejectionStage stage => Of(stage),
            LifecycleEventType type => Of(type),
            OperatorAct act => Of(act),
            _ => throw Unknown(value),
        };

    private static ArgumentOutOfRangeException Unknown<T>(T value)
        where T : struct, Enum => new(nameof(value), value, $"Not a {typeof(T).Name} with a word.");
}
