using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>The strategies and categories that a cycle assigns. The policy is called once for each token, before any row is made.</summary>
internal sealed class StrategyPlan
{
    private readonly Dictionary<string, StrategyChoice> _choices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TrackedToken> _reviewed = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _faults = new(StringComparer.Ordinal);
    private int _failed;

    private StrategyPlan()
    {
    }

    /// <summary>
    /// Gets one fault of the cycle for all tokens that got no new strategy in the plan because the policy failed; null when there are none.
    /// </summary>
    public string? Fault =>
        _failed == 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"Strategy policy: failed on {_failed} tokens ({string.Join("; ", _faults)})");

    /// <summary>
    /// Calls the strategy policy for the tokens that enter or change their category; a token without a usable choice does not enter.
    /// </summary>
    public static StrategyPlan Make(CycleInput input, IEnumerable<ScoredCandidate> scored, IStrategyPolicy policy)
    {
        var plan = new StrategyPlan();
        foreach (var candidate in scored)
        {
            if (candidate.Action == ScoreAction.Add && candidate.Token is not { Status: TokenStatus.Paused })
            {
                plan.Enter(candidate, input.Options.Strategies, policy);
            }
            else if (candidate.Token is { Status: TokenStatus.Active } token && candidate.Action is ScoreAction.Keep or ScoreAction.Skip)
            {
                plan.Review(candidate, token, input.Options.Strategies, policy);
            }
        }

        return plan;
    }

    /// <summary>Gets the strategy of an entering token.</summary>
    public StrategyChoice Entering(string address) => _choices[address];

    /// <summary>Gets the row of a staying token with its category, and the strategy choice if the category changed.</summary>
    public (TrackedToken Token, StrategyChoice? Choice) Staying(TrackedToken token) =>
        _reviewed.TryGetValue(token.Address, out var reviewed)
        ? (
            token with { Category = reviewed.Category, NextCategory = reviewed.NextCategory, CategoryCycles = reviewed.CategoryCycles },
            _choices.GetValueOrDefault(token.Address))
        : (token, null);

    private void Enter(ScoredCandidate candidate, StrategyOptions options, IStrategyPolicy policy)
    {
        if (candidate.Token is { StrategyByHand: true } byHand)
        {
            _choices[byHand.Address] = new StrategyChoice(byHand.StrategyType, byHand.StrategyConfig);
            return;
        }

        var category = CategoryRules.Classify(candidate.Facts.FdvUsd, candidate.Facts.LiquidityUsd, options);
        if (!TryChoose(candidate, category, policy, out var fault))
        {
            candidate.Action = ScoreAction.Skip;
            candidate.Reason = new Reason(ReasonCodes.StrategyUnknown, fault);
        }
    }

    private void Review(ScoredCandidate candidate, TrackedToken token, StrategyOptions options, IStrategyPolicy policy)
    {
        var (reviewed, earned) = CategoryReview.Of(token, candidate.Facts, candidate.HasGoodData, options);
        if (earned is { } category && (token.StrategyByHand || TryChoose(candidate, category, policy, out _)))
        {
            reviewed = CategoryReview.Quiet(reviewed) with { Category = category };
        }

        if (!ReferenceEquals(reviewed, token))
        {
            _reviewed[token.Address] = reviewed;
        }
    }

    private bool TryChoose(ScoredCandidate candidate, TokenCategory category, IStrategyPolicy policy, out string fault)
    {
        var (facts, token) = (candidate.Facts, candidate.Token);
        var choice = PolicyChoice.Of(
            policy,
            new StrategyFacts
            {
                Address = facts.Address,
                Symbol = facts.Symbol,
                Category = category,
                PreviousCategory = token?.Category,
                Previous = token is null ? null : new StrategyChoice(token.StrategyType, token.StrategyConfig),
                FdvUsd = facts.FdvUsd,
                LiquidityUsd = facts.LiquidityUsd,
                Volume24hUsd = facts.Volume24hUsd,
                Score = candidate.Total,
            },
            out fault);
        if (choice is null)
        {
            _failed++;
            _faults.Add(fault);
            return false;
        }

        _choices[facts.Address] = choice;
        return true;
    }
}
