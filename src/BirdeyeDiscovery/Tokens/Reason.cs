namespace BirdeyeDiscovery;

/// <summary>A reason: a code of <see cref="ReasonCodes"/> and an optional text.</summary>
/// <param name="Code">The code.</param>
/// <param name="Text">The text, or <see langword="null"/>.</param>
internal readonly record struct Reason(string Code, string? Text = null)
{
    /// <summary>Returns <c>CODE</c> or <c>CODE: text</c>, the form of every reason column.</summary>
    /// <returns>The text form.</returns>
    public override string ToString() => Text is null ? Code : $"{Code}: {Text}";
}
