namespace BirdeyeDiscovery;

/// <summary>
/// Collects the facts that staging chooses, with as many calls at once as the options and the limits of the account allow. Each answer
/// decides what is read next, so no call waits for a group of others.
/// </summary>
internal sealed class StagedCollector(CycleContext context, CandidateParts parts, StagedReads reads)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _done;

    public async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        reads.Begin();
        if (parts.CallsAtOnce == 1)
        {
            // With a concurrency of one, the calls of the staged collector run in order and on the caller's asynchronous flow. Simulations
            // rely on this.
            await WorkAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAll(Enumerable.Range(0, parts.CallsAtOnce).Select(async _ =>
        {
            try
            {
                await WorkAsync(failed.Token).ConfigureAwait(false);
            }
            catch
            {
                await failed.CancelAsync().ConfigureAwait(false);
                throw;
            }
        })).ConfigureAwait(false);
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (Take() is var (part, indexes, changed))
        {
            if (indexes.Length == 0)
            {
                await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            await parts.ReadAsync(part, indexes, cancellationToken).ConfigureAwait(false);
            var pending = Complete(indexes);
            await context.DoneAsync(CyclePhase.Market, _done, _done + pending, cancellationToken).ConfigureAwait(false);
        }
    }

    // A worker of the staged collector that finds nothing to read waits while other workers read, because their answers may make another
    // read necessary.
    private (MissingPart Part, int[] Indexes, Task Changed)? Take()
    {
        lock (_gate)
        {
            var (part, indexes) = reads.Take(parts.PerCall);
            return indexes.Length == 0 && !reads.IsReading ? null : (part, indexes, _changed.Task);
        }
    }

    private int Complete(int[] indexes)
    {
        lock (_gate)
        {
            foreach (var index in indexes)
            {
                reads.Complete(index);
            }

            _done += indexes.Length;
            _changed.SetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return reads.Pending;
        }
    }
}
