namespace BirdeyeDiscovery.Outside.Tests;

/// <summary>Stores the actions of operators.</summary>
internal sealed class MemoryLifecycleStore(MemoryDatabase database) : ILifecycleStore
{
    public ValueTask<OperatorResult> ActAsync(OperatorCommand command, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
        tables =>
        {
            var decision = OperatorRules.Decide(command, new OperatorFacts
            {
                Token = tables.Find(command.Address),
                MovedTo = tables.Migrations.GetValueOrDefault(command.Address),
                Target = command.NewAddress is { } target ? tables.Find(target) : null,
                TargetMovedTo = command.NewAddress is { } moved ? tables.Migrations.GetValueOrDefault(moved) : null,
                Earlier = tables.Actions.Find(action => action.RequestId == command.RequestId),
            });
            if (decision.Token is not { } token)
            {
                return decision.Answer;
            }

            if (command.Act == OperatorAct.Migrate)
            {
                tables.Move(tables.Find(command.Address)!, token.Address, command.At);
            }
            else if (!tables.TryInsert(token, command.At))
            {
                tables.TryUpdate(token, command.At);
            }

            tables.AddAction(command);
            return decision.Answer with { Events = tables.AddEvents(decision.Events), Token = tables.Find(token.Address) };
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<OperatorRecord>> GetActionsAsync(long afterId, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 10_000);
        return database.ReadAsync<IReadOnlyList<OperatorRecord>>(
            tables => [.. tables.Actions.Where(action => action.Id > afterId).Take(limit)], cancellationToken);
    }

    public ValueTask<IReadOnlyList<string>> GetAddressesAsync(string address, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<string>>(tables => [.. tables.AddressesOf(address)], cancellationToken);

    public ValueTask<TokenStanding> GetStandingAsync(string address, CancellationToken cancellationToken = default) => database.ReadAsync(
        tables =>
        {
            var last = tables.Resolve(address);
            var cycle = tables.Snapshots.FindLast(static snapshot => snapshot.Outcome != CycleOutcome.Failed);
            return new TokenStanding(tables.Find(address), last == address ? null : last, cycle?.CycleTimestamp)
            {
                LastGoodCycleTook = TimeSpan.FromMilliseconds(cycle?.DurationMs ?? 0),
                LastGoodCycleInterval = cycle?.Budget is null ? null : TimeSpan.FromSeconds(cycle.DiscoveryFrequencySecs),
            };
        },
        cancellationToken);
}
