namespace BirdeyeDiscovery.Outside.Tests;

/// <summary>Represents leadership, which one host holds until it releases it or ends.</summary>
internal sealed class MemoryLease(MemoryDatabase database) : ILeaderLease
{
    public ValueTask<long?> AcquireOrRenewAsync(TimeSpan duration, CancellationToken cancellationToken = default) => database.WriteAsync(
        tables =>
        {
            if (tables.Leader is null)
            {
                (tables.Leader, tables.Epoch) = (this, tables.Epoch + 1);
            }

            return tables.Leader == this ? tables.Epoch : (long?)null;
        },
        cancellationToken);

    public async ValueTask ReleaseAsync(CancellationToken cancellationToken = default) =>
        await database.WriteAsync(tables => tables.Leader = tables.Leader == this ? null : tables.Leader, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await ReleaseAsync(CancellationToken.None);
        }
        catch (DiscoveryStoreException)
        {
            // Nobody leads a store that was never initialized.
        }
    }
}
