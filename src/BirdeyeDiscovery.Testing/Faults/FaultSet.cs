namespace BirdeyeDiscovery.Testing;

/// <summary>The faults of the local Birdeye that are active, each with the number of requests that the fault has affected.</summary>
internal sealed class FaultSet
{
    private sealed class Armed(LocalFault fault)
    {
        public LocalFault Fault { get; } = fault;

        public int Met { get; set; }
    }

    private readonly Lock _gate = new();
    private readonly List<Armed> _faults = [];
    private volatile bool _isEmpty = true;

    public void Add(LocalFault fault)
    {
        lock (_gate)
        {
            _faults.Add(new Armed(fault));
            _isEmpty = false;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _faults.Clear();
            _isEmpty = true;
        }
    }

    /// <summary>The faults that match this request; the request counts for each of them.</summary>
    public IReadOnlyList<LocalFault> Meet(LocalCall call)
    {
        if (_isEmpty)
        {
            return [];
        }

        lock (_gate)
        {
            List<LocalFault>? met = null;
            foreach (var armed in _faults)
            {
                if (Matches(armed.Fault, call) && (armed.Fault.Times is not { } times || armed.Met < times))
                {
                    armed.Met++;
                    (met ??= []).Add(armed.Fault);
                }
            }

            return met ?? [];
        }
    }

    private static bool Matches(LocalFault fault, LocalCall call) =>
        (fault.Path is null || string.Equals(fault.Path, call.Path, StringComparison.Ordinal))
        && (fault.Address is null
            || string.Equals(fault.Address, call.Address, StringComparison.Ordinal)
            || (fault.IsInRows && !call.Has("address")))
        && (fault.From is null || call.Now >= fault.From)
        && (fault.Until is null || call.Now < fault.Until);
}
