namespace BirdeyeDiscovery;

/// <summary>The reason of a decision on a token: a code of <see cref="ReasonCodes"/> and an optional text.</summary>
/// <param name="Code">The code.</param>
/// <param name="Text">The text, or <see langword="null"/>.</param>
internal readonly record struct Reason(string Code, string? Text = null)
{
    /// <summary>Returns the reason of a decision on a token as <c>CODE</c> or <c>CODE: text</c>, the form of every reason column.</summary>
    /// <returns>The text form.</returns>
    public override string ToString() => Text is null ? Code : $"{Code}: {Text}";
}
