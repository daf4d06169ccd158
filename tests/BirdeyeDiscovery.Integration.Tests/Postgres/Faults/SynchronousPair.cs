using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>A primary that waits for its standby, for tests that leave both running.</summary>
public sealed class SynchronousPair : IAsyncLifetime
{
    internal PostgresPair Pair { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Pair = await PostgresPair.CreateAsync(await PostgresServer.CreateAsync());
        await Pair.SynchronizeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Pair.DisposeAsync();
        await Pair.Primary.DisposeAsync();
    }
}
