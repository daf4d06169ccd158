namespace BirdeyeDiscovery;

/// <summary>A cache that limits how long the calls of one cycle wait for it in all.</summary>
internal interface ITurnOfCalls
{
    /// <summary>Begins a cycle; the calls that its caller makes until it is disposed belong to it.</summary>
    IDisposable BeginTurn();
}
