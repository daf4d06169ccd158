namespace BirdeyeDiscovery;

/// <summary>Maps a row of <c>evaluation_trials</c>, and checks what both stores are given for one.</summary>
internal static class TrialRow
{
    public const string InsertColumns =
        "engine, chain, tried_at, search_id, seed, objective, variant, variant_hash, fitted_from, fitted_to, held_out_from, held_out_to, "
        + "fitted_tokens, fitted_windows, fitted_value, fitted_t, fitted_p, held_out_tokens, held_out_windows, held_out_value, held_out_t, "
        + "held_out_p";

    /// <summary>The columns of evaluation_trials in the order in which <see cref="Map"/> reads the row.</summary>
    public const string Columns = $"id, {InsertColumns}";

    /// <summary>The number of columns that an insert of a row of evaluation_trials sets.</summary>
    public const int Inserted = 22;

    private const int MostRead = 10_000;

    public static EvaluationTrial Map(StoredRow row) => new()
    {
        Id = row.Long(0),
        Engine = row.Text(1),
        Chain = row.Text(2),
        TriedAt = row.Time(3),
        SearchId = row.Text(4),
        Seed = row.Int(5),
        Objective = row.Text(6),
        Variant = row.Text(7),
        VariantHash = row.Text(8),
        FittedFrom = row.Time(9),
        FittedTo = row.Time(10),
        HeldOutFrom = row.Time(11),
        HeldOutTo = row.Time(12),
        Fitted = Figures(row, 13),
        HeldOut = Figures(row, 18),
    };

    /// <summary>Gets the values of an inserted row of evaluation_trials; the store converts times.</summary>
    public static object?[] Values(EvaluationTrial trial, Func<DateTimeOffset, object> time) =>
    [
        trial.Engine, trial.Chain, time(trial.TriedAt), trial.SearchId, trial.Seed, trial.Objective, trial.Variant, trial.VariantHash,
        time(trial.FittedFrom), time(trial.FittedTo), time(trial.HeldOutFrom), time(trial.HeldOutTo),
        .. Values(trial.Fitted), .. Values(trial.HeldOut),
    ];

    public static void Check(IReadOnlyList<EvaluationTrial> trials)
    {
        ArgumentNullException.ThrowIfNull(trials);
        foreach (var trial in trials)
        {
            ArgumentNullException.ThrowIfNull(trial, nameof(trials));
            ArgumentNullException.ThrowIfNull(trial.Engine);
            ArgumentException.ThrowIfNullOrEmpty(trial.Chain);
            ArgumentException.ThrowIfNullOrEmpty(trial.SearchId);
            ArgumentException.ThrowIfNullOrEmpty(trial.Objective);
            ArgumentException.ThrowIfNullOrEmpty(trial.Variant);
            ArgumentException.ThrowIfNullOrEmpty(trial.VariantHash);
            CheckOrder(trial.FittedFrom, trial.FittedTo, nameof(trial.FittedFrom), nameof(trial.FittedTo));
            CheckOrder(trial.FittedTo, trial.HeldOutFrom, nameof(trial.FittedTo), nameof(trial.HeldOutFrom));
            CheckOrder(trial.HeldOutFrom, trial.HeldOutTo, nameof(trial.HeldOutFrom), nameof(trial.HeldOutTo));
            Check(trial.Fitted, nameof(trial.Fitted));
            Check(trial.HeldOut, nameof(trial.HeldOut));
        }
    }

    public static void CheckQuery(string engine, string chain, long afterId = 0, int limit = 1)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentException.ThrowIfNullOrEmpty(chain);
        ArgumentOutOfRangeException.ThrowIfNegative(afterId);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MostRead);
    }

    private static TrialFigures Figures(StoredRow row, int first) => new()
    {
        Tokens = row.Int(first),
        Windows = row.Int(first + 1),
        Value = row.RealOrNull(first + 2),
        TStatistic = row.RealOrNull(first + 3),
        PValue = row.RealOrNull(first + 4),
    };

    private static object?[] Values(TrialFigures figures) =>
        [figures.Tokens, figures.Windows, figures.Value, figures.TStatistic, figures.PValue];

    private static void CheckOrder(DateTimeOffset first, DateTimeOffset second, string firstName, string secondName)
    {
        if (first > second)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{firstName} is {first:O}; allowed is a time up to {secondName}, which is {second:O}."));
        }
    }

    private static void Check(TrialFigures figures, string name)
    {
        ArgumentNullException.ThrowIfNull(figures, name);
        ArgumentOutOfRangeException.ThrowIfNegative(figures.Tokens, $"{name}.{nameof(figures.Tokens)}");
        ArgumentOutOfRangeException.ThrowIfNegative(figures.Windows, $"{name}.{nameof(figures.Windows)}");
        CheckFinite(figures.Value, $"{name}.{nameof(figures.Value)}");
        CheckFinite(figures.TStatistic, $"{name}.{nameof(figures.TStatistic)}");
        if (figures.PValue is { } p && p is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException($"{name}.{nameof(figures.PValue)}", p, "allowed: 0 to 1");
        }
    }

    private static void CheckFinite(double? value, string name)
    {
        if (value is { } number && !double.IsFinite(number))
        {
            throw new ArgumentOutOfRangeException(name, number, "allowed: a finite number, or null");
        }
    }
}
