using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery;

/// <summary>
/// Supplies the engine with the options of a cycle, read again at its start. After an invalid change it keeps the old options and reports
/// the fault.
/// </summary>
/// <remarks>
/// It uses the factory instead of a monitor: a monitor validates inside the configuration's change callback, where an invalid value would
/// crash the host.
/// </remarks>
internal sealed class OptionsSource(
    IOptionsFactory<BirdeyeDiscoveryOptions> factory,
    string name,
    Func<BirdeyeDiscoveryOptions, string> hash,
    ILogger<DiscoveryEngine> logger,
    Func<BirdeyeDiscoveryOptions, IEnumerable<OptionNotice>>? notices = null)
{
    private readonly HashSet<OptionNotice> _noticed = [];
    private BirdeyeDiscoveryOptions? _last;
    private string? _lastFault;

    /// <summary>Gets the hash of the options that decide what the engine's cycle does, and of the source's name.</summary>
    public string HashOf(BirdeyeDiscoveryOptions current) => hash(current);

    /// <summary>Gets the options for the engine's next cycle and, if the newest are invalid, their faults.</summary>
    /// <exception cref="OptionsValidationException">The very first options are invalid.</exception>
    public (BirdeyeDiscoveryOptions Options, IReadOnlyList<string> Faults) Read()
    {
        try
        {
            _last = factory.Create(name);
            _lastFault = null;
            foreach (var notice in notices?.Invoke(_last).Where(_noticed.Add) ?? [])
            {
                if (notice.IsMistake)
                {
                    Log.OptionMistake(logger, name, notice.Text);
                }
                else
                {
                    Log.OptionHint(logger, name, notice.Text);
                }
            }

            return (_last, []);
        }
        catch (Exception invalid) when (_last is not null)
        {
            // No change of configuration may stop the engine's cycles, so the last valid options stay in use. The host's code that sets
            // options may throw anything, with any text; only the type of its exception is reported.
            IReadOnlyList<string> faults = invalid is OptionsValidationException { Failures: var failures }
                ? [.. failures]
                : [$"the host's code that sets it failed with {invalid.GetType().Name}"];

            // The same fault of the options is reported with the result of each cycle, but the engine logs it once.
            var text = string.Join("; ", faults);
            if (_lastFault != text)
            {
                _lastFault = text;
                Log.OptionsRejected(logger, name, text);
            }

            return (_last, faults);
        }
    }
}
