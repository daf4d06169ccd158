namespace BirdeyeDiscovery.Outside.Tests;

/// <summary>Drops old history.</summary>
internal sealed class MemoryMaintenance(MemoryDatabase database) : IStoreMaintenance
{
    public ValueTask PrepareAsync(DateTimeOffset cycleTime, CancellationToken cancellationToken = default) => default;

    public ValueTask<RetentionResult> DropHistoryAsync(DateTimeOffset keepFrom, CancellationToken cancellationToken = default) =>
        database.WriteAsync(tables => new RetentionResult(isPermitted: true, tables.DropHistory(keepFrom)), cancellationToken);
}
