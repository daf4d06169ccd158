namespace BirdeyeDiscovery.Tests.Ledger.Tuning;

/// <summary>A memory of trials.</summary>
internal sealed class TrialMemory : IEvaluationTrials
{
    private readonly Dictionary<string, EvaluationTrial> _trials = new(StringComparer.Ordinal);

    public IReadOnlyCollection<EvaluationTrial> Trials => _trials.Values;

    public ValueTask<int> AppendAsync(IReadOnlyList<EvaluationTrial> trials, CancellationToken cancellationToken = default) =>
        new(trials.Count(trial => _trials.TryAdd(
            $"{trial.Engine};{trial.Chain};{trial.Objective};{trial.VariantHash};{trial.FittedFrom:O};{trial.FittedTo:O};{trial.HeldOutFrom:O};{trial.HeldOutTo:O}",
            trial)));

    public ValueTask<long> CountAsync(string engine, string chain, CancellationToken cancellationToken = default) =>
        new(_trials.Values.LongCount(trial => trial.Engine == engine && trial.Chain == chain));

    public ValueTask<IReadOnlyList<EvaluationTrial>> ListAsync(
        string engine, string chain, long afterId, int limit, CancellationToken cancellationToken = default) =>
        new([.. _trials.Values.Where(trial => trial.Engine == engine && trial.Chain == chain)]);
}
