namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Operators who act at random, and positions that open and close at random; some act just when a cycle asks for positions, before its plan is committed.</summary>
internal sealed class RandomPeople(int seed) : IOpenPositionSource
{
    private readonly Random _random = new(seed);
    private int _moves;
    private int _tracks;

    public int Applied { get; private set; }

    public int ActedDuringCycles { get; private set; }

    public Func<Task<bool>>? DuringCycle { get; set; }

    public bool Restarts() => _random.Next(12) == 0;

    /// <summary>Does something to some token; says whether it changed anything.</summary>
    public async Task<bool> ActAsync(ITokenLifecycle lifecycle, ITrackedTokenStore store, CancellationToken cancellationToken)
    {
        var tokens = await store.GetTokensAsync([], cancellationToken);
        if (tokens.Count == 0)
        {
            return false;
        }

        var address = tokens[_random.Next(tokens.Count)].Address;
        var note = new OperatorNote("person " + _random.Next(3), "because");
        var answer = _random.Next(10) switch
        {
            0 or 1 => await lifecycle.PauseAsync(address, note, cancellationToken),
            2 or 3 => await lifecycle.ResumeAsync(address, note, cancellationToken),
            4 => await lifecycle.RemoveAsync(address, note, _random.Next(4) == 0, cancellationToken),
            5 => await lifecycle.AllowAsync(address, note, cancellationToken),
            6 => await lifecycle.PinAsync(address, note, cancellationToken),
            7 => await lifecycle.UnpinAsync(address, note, cancellationToken),
            8 => await lifecycle.TrackAsync(address.Length < 32 || _random.Next(2) == 0 ? NewMint() : address, note, cancellationToken: cancellationToken),
            _ => await lifecycle.MigrateTokenAsync(address, FormattableString.Invariant($"Moved{_moves++}"), note, cancellationToken),
        };
        var isApplied = answer.Status == OperatorStatus.Applied;
        Applied += isApplied ? 1 : 0;
        return isApplied;
    }

    // The zero is no character of an address.
    private string NewMint() => FormattableString.Invariant($"Tracked{_tracks++}").Replace('0', 'z').PadRight(40, 'x');

    public async ValueTask<IReadOnlyDictionary<string, PositionState>> GetAsync(IReadOnlyCollection<string> addresses, CancellationToken cancellationToken)
    {
        if (DuringCycle is { } act)
        {
            // A removal asks for positions itself.
            DuringCycle = null;
            ActedDuringCycles += await act() ? 1 : 0;
        }

        return addresses.ToDictionary(static address => address, _ => (PositionState)_random.Next(3));
    }
}
