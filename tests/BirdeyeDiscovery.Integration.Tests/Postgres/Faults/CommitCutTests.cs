using BirdeyeDiscovery.Integration.Tests.Pooled;
using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>The connection ends at every message of a commit, one after another.</summary>
public sealed class CommitCutTests
{
    [Theory]
    [InlineData(false, 1, false)]
    [InlineData(true, 1, false)]
    [InlineData(false, 600, false)]
    [InlineData(false, 1, true)]
    [InlineData(true, 1, true)]
    public async Task Cut_at_any_message_a_commit_is_whole_or_not_there_and_is_stored_once_when_tried_again(bool afterTheAnswer, int rows, bool isPooled)
    {
        await using var store = await FaultyStore.StartAsync(isPooled ? new PooledHarness() : null);
        var fault = afterTheAnswer ? PostgresFault.LoseAnswer : PostgresFault.Cut;
        var unheard = 0;
        for (var message = 1; ; message++)
        {
            await store.WarmUpAsync();
            var plan = FaultyStore.Plan(message, rows);
            var (at, hit) = (store.Proxy.Messages + message, false);
            store.Proxy.OnMessage = seen => seen.Number == at && (hit = true) ? fault : null;
            var error = await Record.ExceptionAsync(() => store.CommitAsync(plan));
            store.Proxy.OnMessage = null;
            if (!hit)
            {
                // The commit had fewer messages: all of them had their turn.
                Assert.Null(error);
                Assert.InRange(message, 20, 1_000);
                break;
            }

            Assert.True(error is DiscoveryStoreException { IsTransient: true }, $"message {message}: {error}");
            await store.IsWholeAsync(plan);

            // The server may still be at it: the second commit waits for the first one's lock, and only then knows.
            unheard += (await store.CommitAsync(plan)).Status == CommitStatus.AlreadyCommitted ? 1 : 0;
            Assert.True(await store.IsWholeAsync(plan));
        }

        // COMMIT is the last statement: after it only the end of the batch can be cut off, and its answers.
        Assert.InRange(unheard, 1, afterTheAnswer ? int.MaxValue : 1);
    }
}
