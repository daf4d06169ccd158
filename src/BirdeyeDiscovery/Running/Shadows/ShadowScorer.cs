using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>A shadow scorer: a scorer of the host that scores beside the one that decides.</summary>
/// <param name="name">Its name, by which its rows are stored.</param>
/// <param name="create">Creates it for the options of a cycle.</param>
internal sealed class ShadowScorer(string name, Func<ScoringOptions, ITokenScorer> create)
{
    private const int LongestName = 50;

    private bool _hasFailed;

    public string Name { get; } = name;

    /// <summary>Checks the name of a shadow scorer: it is a key of stored rows, and is shown in reports and in a terminal.</summary>
    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    public static void CheckName(string name, string parameter)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        if (name.Length is 0 or > LongestName || !name.All(IsAllowed))
        {
            throw new ArgumentException(
                $"The name of a shadow scorer is '{LabelText.Clean(name, 2 * LongestName)}'; allowed are 1 to {LongestName} characters: "
                + "the letters a to z and A to Z, digits, '-', '_' and '.'.",
                parameter);
        }
    }

    /// <summary>Scores the tokens of a cycle in the shadow. A token for which the scorer fails has no row.</summary>
    /// <param name="tokens">The tokens with the inputs from which their stored scores were computed.</param>
    /// <param name="options">The options of the cycle.</param>
    /// <param name="isLate">Gets whether the shadows of the cycle have taken their time; the other tokens then have no row.</param>
    /// <param name="rows">Where the rows are added.</param>
    /// <param name="report">Reports the first failure of this scorer: its type, the cause, and the exception if there is one.</param>
    public void Score(
        IReadOnlyList<(string Address, ScoreInputs Inputs)> tokens,
        ScoringOptions options,
        Func<bool> isLate,
        List<ShadowScoreRecord> rows,
        Action<string, string, Exception?> report)
    {
        var type = "its factory";
        string version, hash;
        ITokenScorer scorer;
        try
        {
            scorer = create(options);
            type = scorer.GetType().Name;
            version = Text(scorer.Version, nameof(scorer.Version));
            hash = Text(scorer.OptionsHash, nameof(scorer.OptionsHash));
        }
        catch (Exception failure)
        {
            Fail(type, FailureText.Cause(failure), failure, report);
            return;
        }

        foreach (var (address, inputs) in tokens)
        {
            if (isLate())
            {
                Fail(type, "the shadow scorers of a cycle have 5 seconds, and the other tokens are left out", null, report);
                return;
            }

            TokenScore score;
            try
            {
                score = scorer.Score(in inputs);
            }
            catch (Exception failure)
            {
                Fail(type, FailureText.Cause(failure), failure, report);
                continue;
            }

            if (CandidateTriage.IsWithinBounds(in score))
            {
                rows.Add(Row(address, version, hash, in score));
            }
            else
            {
                Fail(type, OutOfBounds(in score), null, report);
            }
        }
    }

    private static bool IsAllowed(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.';

    private ShadowScoreRecord Row(string address, string version, string hash, in TokenScore score) => new()
    {
        TokenAddress = address,
        Scorer = Name,
        ScorerVersion = version,
        OptionsHash = hash,
        TotalScore = Figures.Score(score.Total),
        MomentumScore = Figures.Score(score.Momentum),
        LiquidityScore = Figures.Score(score.Liquidity),
        VolumeScore = Figures.Score(score.Volume),
        SafetyScore = Figures.Score(score.Safety),
        FlowScore = Figures.Score(score.Flow),
    };

    // A text of a shadow scorer that a store cannot hold would fail the commit of the whole cycle.
    private static string Text(string? text, string property) =>
        StorableText.Label(text) ?? throw new InvalidOperationException($"{property} is null; allowed is a text");

    private static string OutOfBounds(in TokenScore score)
    {
        (string Name, double Value, double Most)[] parts =
        [
            (nameof(score.Total), score.Total, 100),
            (nameof(score.Momentum), score.Momentum, 100),
            (nameof(score.Liquidity), score.Liquidity, 100),
            (nameof(score.Volume), score.Volume, 100),
            (nameof(score.Safety), score.Safety, 100),
            (nameof(score.Flow), score.Flow, 100),
            (nameof(score.Coverage), score.Coverage, 1),
        ];
        var (name, value, most) = parts.First(static part => !(part.Value >= 0 && part.Value <= part.Most));
        return string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; allowed are 0 to {most}.");
    }

    // The missing rows show how often a shadow scorer failed. A line for each of them would fill the log.
    private void Fail(string type, string cause, Exception? failure, Action<string, string, Exception?> report)
    {
        if (!_hasFailed)
        {
            _hasFailed = true;
            report(type, cause, failure);
        }
    }
}
