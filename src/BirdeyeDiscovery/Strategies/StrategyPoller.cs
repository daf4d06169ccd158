using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>Reads the strategies from the store at an interval, and disposes their registry when the host stops.</summary>
internal sealed class StrategyPoller<T>(
    string name,
    StrategyRegistry<T> registry,
    ITrackedTokenStore tokens,
    Func<SchemaMode> schemaMode,
    TimeSpan interval,
    TimeProvider clock,
    ILogger logger) : BackgroundService
    where T : class
{
    private readonly RepeatedFailures _failures = new(clock);
    private bool _initialized;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await registry.DisposeAsync().ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start of the host must not wait for the store to read strategies.
        await Task.Yield();
        DiscoveryActivities.Leave();
        while (!stoppingToken.IsCancellationRequested)
        {
            await LookAsync(stoppingToken).ConfigureAwait(false);
            await Task.Delay(interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (!_initialized)
            {
                // On the very first start, the poller of strategies may read before the engine has created the schema. Creating it twice is
                // safe.
                await tokens.InitializeAsync(schemaMode(), stoppingToken).ConfigureAwait(false);
                _initialized = true;
            }

            await registry.RefreshAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            if (_failures.Allows(failure, out var suppressed))
            {
                var stack = ExpectedFault.Stack(logger, name, failure);
                StrategyLog.PollFailed(logger, name, FailureText.Cause(failure), FailureText.Repeats(suppressed), stack);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
