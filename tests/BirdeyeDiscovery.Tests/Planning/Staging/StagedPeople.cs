namespace BirdeyeDiscovery.Tests;

/// <summary>People who act on the tracked tokens of several engines over one market, and do the same to each.</summary>
internal sealed class StagedPeople(int seed)
{
    private readonly Random _random = new(seed);

    public int Holds { get; private set; }

    public int Releases { get; private set; }

    public int Pins { get; private set; }

    /// <summary>Holds, releases and unpins tokens.</summary>
    /// <returns>The addresses of the tokens that become permanent in the next cycle.</returns>
    public IReadOnlyList<string> Act(params StagedCycles[] engines)
    {
        var tokens = engines[0].State.Tokens.OrderBy(static token => token.Address, StringComparer.Ordinal).ToArray();
        var adopted = new List<string>();
        foreach (var token in tokens.Skip(2))
        {
            var chance = _random.NextDouble();
            if (token is { HeldBy: not null })
            {
                Releases += Act(chance < .05, token, static held => held with { HeldBy = null, HoldReason = null });
            }
            else if (token is { Status: TokenStatus.Active, IsPermanent: false } && chance is > .5 and < .51)
            {
                Holds += Act(true, token, static active => active with
                {
                    Status = TokenStatus.Paused,
                    StatusReason = "MANUAL",
                    HeldBy = "operator",
                    HoldReason = "test",
                    DeactivatedAt = active.UpdatedAt,
                    StatusCycles = 0,
                });
            }
            else if (token.IsPermanent)
            {
                Act(chance < .02, token, static pinned => pinned with { IsPermanent = false });
            }
            else if (token.Status != TokenStatus.Removed && chance is > .6 and < .602)
            {
                adopted.Add(token.Address);
                Pins++;
            }
        }

        return adopted;

        int Act(bool acts, TrackedToken token, Func<TrackedToken, TrackedToken> change)
        {
            foreach (var engine in acts ? engines : [])
            {
                engine.Act(token.Address, change);
            }

            return acts ? 1 : 0;
        }
    }

    public override string ToString() => $"{Holds} holds, {Releases} releases, {Pins} pins";
}
