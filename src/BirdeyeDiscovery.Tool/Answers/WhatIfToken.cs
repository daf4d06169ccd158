namespace BirdeyeDiscovery.Tool;

/// <summary>Represents a token of the tool's what-if answer that was active in the replay or in reality only.</summary>
/// <param name="Address">The address.</param>
/// <param name="Symbol">The symbol, if the replay scored the token.</param>
/// <param name="OnlyInReplay">In how many cycles it was active in the replay only.</param>
/// <param name="OnlyInReality">In how many cycles it was active in reality only.</param>
internal sealed record WhatIfToken(string Address, string? Symbol, long OnlyInReplay, long OnlyInReality);
