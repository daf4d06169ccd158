using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery.Tool.Tests;

/// <summary>A ledger of some hours, in which a search has returns to measure.</summary>
public sealed class LongLedger : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public async ValueTask InitializeAsync() => await SharedLedger.RunAsync(
        _folder.File(StorePlace.DefaultFile), "solana", 7, new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero), 60);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return default;
    }

    /// <summary>Copies the ledger into a folder of its own.</summary>
    internal TemporaryFolder Copy(string sql = "SELECT 1")
    {
        var copy = new TemporaryFolder();
        var target = copy.File(StorePlace.DefaultFile);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using var source = new SqliteConnection($"Data Source={_folder.File(StorePlace.DefaultFile)};Mode=ReadOnly;Pooling=False");
        using var destination = new SqliteConnection($"Data Source={target};Pooling=False");
        source.Open();
        destination.Open();
        source.BackupDatabase(destination);
        using var command = destination.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
        return copy;
    }
}
