using System.Diagnostics;
using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

/// <summary>The lock between processes. The other process is <c>flock</c> of util-linux, which takes the very lock that the runtime takes.</summary>
public sealed class SqliteLockTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_process_cannot_take_the_lock_of_the_leader()
    {
        RequireFlock();
        await using var harness = new SqliteHarness();
        await harness.StartAsync(Cancel);

        Assert.NotEqual(0, await RunAsync("-n", $"{harness.Path}.lock", "true"));
        await harness.Host.Lease.ReleaseAsync(Cancel);
        Assert.Equal(0, await RunAsync("-n", $"{harness.Path}.lock", "true"));
    }

    [Fact]
    public async Task Leadership_is_free_at_once_when_the_process_that_had_it_is_killed()
    {
        RequireFlock();
        await using var harness = new SqliteHarness();
        await harness.StartAsync(Cancel);
        await harness.Host.Lease.ReleaseAsync(Cancel);

        // -F: no child process that would keep the lock. The program says when it runs, and so when the lock is taken.
        using var other = Start("-F", $"{harness.Path}.lock", "sh", "-c", "echo locked; exec sleep 60");
        Assert.Equal("locked", await other.StandardOutput.ReadLineAsync(Cancel));

        Assert.Null(await harness.Host.Lease.AcquireOrRenewAsync(StoreHost.LeaseDuration, Cancel));
        other.Kill();
        await other.WaitForExitAsync(Cancel);
        Assert.Equal(harness.Epoch + 1, await harness.Host.Lease.AcquireOrRenewAsync(StoreHost.LeaseDuration, Cancel));
    }

    [Fact]
    public async Task A_leader_whose_lock_file_was_deleted_gives_up_when_another_one_leads()
    {
        await using var harness = new SqliteHarness();
        await harness.StartAsync(Cancel);
        await using var other = await harness.OpenHostAsync(Cancel);
        File.Delete($"{harness.Path}.lock");

        var epoch = await other.LeadAsync(Cancel);

        Assert.Equal(harness.Epoch + 1, epoch);
        Assert.Equal(CommitStatus.Fenced, (await harness.Store.CommitCycleAsync(harness.Epoch, Plans.Full(1), Cancel)).Status);
        Assert.Null(await harness.Host.Lease.AcquireOrRenewAsync(StoreHost.LeaseDuration, Cancel));
        Assert.Equal(epoch, await other.LeadAsync(Cancel));
    }

    [Fact]
    public async Task Two_paths_of_one_file_have_one_leader()
    {
        await using var harness = new SqliteHarness();
        await harness.StartAsync(Cancel);
        var link = $"{harness.Path}-link";
        File.CreateSymbolicLink(link, harness.Path);
        await using var other = new SqliteDatabase(new SqliteStoreOptions { Path = link }, harness.Clock);
        await using var lease = new SqliteLeaderLease(other);

        Assert.Null(await lease.AcquireOrRenewAsync(StoreHost.LeaseDuration, Cancel));
    }

    [Fact]
    public async Task Two_paths_of_one_file_have_one_leader_before_the_file_exists()
    {
        await using var harness = new SqliteHarness();
        var link = $"{harness.Path}-link";
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, harness.Path);
        await using var other = new SqliteDatabase(new SqliteStoreOptions { Path = link }, harness.Clock);
        await harness.StartAsync(Cancel);
        await using var lease = new SqliteLeaderLease(other);

        Assert.Null(await lease.AcquireOrRenewAsync(StoreHost.LeaseDuration, Cancel));
    }

    [Fact]
    public async Task A_link_into_a_folder_that_is_not_there_makes_no_store()
    {
        var folder = Directory.CreateTempSubdirectory("discovery-link-").FullName;
        var (link, disk) = (Path.Combine(folder, "discovery.db"), Path.Combine(folder, "disk"));
        File.CreateSymbolicLink(link, Path.Combine(disk, "discovery.db"));
        await using var database = new SqliteDatabase(new SqliteStoreOptions { Path = link }, TimeProvider.System);

        var failure = Assert.Throws<DiscoveryStoreException>(database.Create);

        Assert.Contains($"the directory '{disk}' does not exist", failure.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(disk));
        Directory.Delete(folder, recursive: true);
    }

    private static void RequireFlock() =>
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/flock"), "Needs /usr/bin/flock (util-linux) as the other process.");

    private static async Task<int> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        await process.WaitForExitAsync(Cancel);
        return process.ExitCode;
    }

    private static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo("/usr/bin/flock", arguments) { RedirectStandardOutput = true }) ?? throw new InvalidOperationException("flock did not start.");
}
