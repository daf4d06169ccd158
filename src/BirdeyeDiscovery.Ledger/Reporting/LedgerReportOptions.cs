namespace BirdeyeDiscovery.Ledger;

/// <summary>Specifies what a report covers.</summary>
public sealed class LedgerReportOptions
{
    /// <summary>Gets the start of the period by cycle time, inclusive.</summary>
    /// <value>The default is 30 days before the end; it must be before the end.</value>
    public DateTimeOffset? From { get; init; }

    /// <summary>Gets the end of the period by cycle time, exclusive.</summary>
    /// <value>The default is now.</value>
    public DateTimeOffset? To { get; init; }

    /// <summary>
    /// Gets how many tokens are reported with their explanation and their score history: active tokens first, the highest score first.
    /// </summary>
    /// <value>The default is 20; allowed are 0 to 200.</value>
    public int MaxTokens { get; init; } = 20;

    /// <summary>Gets into how many equal spans of time the period is divided at most.</summary>
    /// <value>The default is 120; allowed are 10 to 1,000.</value>
    public int MaxPoints { get; init; } = 120;

    /// <summary>Gets the token whose scores of the last week are reported row by row, by its address.</summary>
    /// <value>The default is the active token with the highest score.</value>
    public string? HistoryToken { get; init; }

    /// <summary>Gets how the score is measured.</summary>
    /// <value>The default is <see cref="ScoreEvaluationOptions"/> with its defaults; allowed is what that type allows.</value>
    public ScoreEvaluationOptions Measuring { get; init; } = new();

    /// <summary>Checks the options of a report and gets its period.</summary>
    /// <exception cref="ArgumentException">A value is not allowed.</exception>
    internal (DateTimeOffset From, DateTimeOffset To) Period(DateTimeOffset now)
    {
        Within(nameof(MaxTokens), MaxTokens, 0, 200);
        Within(nameof(MaxPoints), MaxPoints, 10, 1000);
        var measuring = Measuring ?? throw new ArgumentException($"{nameof(LedgerReportOptions)}.{nameof(Measuring)} is null.");
        measuring.Check();
        var to = To ?? now;
        var from = From ?? to.AddDays(-LedgerReport.DaysOfQueries);
        return from < to
            ? (from, to)
            : throw new ArgumentException(FormattableString.Invariant(
                $"{nameof(LedgerReportOptions)}.{nameof(From)} is '{from:O}'; allowed: a time before {nameof(To)}, which is '{to:O}'."));
    }

    private static void Within(string name, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{nameof(LedgerReportOptions)}.{name} is '{value}'; allowed: {least} to {most}."), name);
        }
    }
}
