namespace BirdeyeDiscovery;

/// <summary>What a question to the live view brought.</summary>
public enum LiveAnswerKind
{
    /// <summary>The cache did not answer, or what it holds cannot be read: nothing is known. That is no reason to trade, nor to stop holding.</summary>
    Unavailable = 0,

    /// <summary>The cache answered that there is nothing: it was not published, or it expired.</summary>
    Missing = 1,

    /// <summary>There is a value.</summary>
    Found = 2,
}
