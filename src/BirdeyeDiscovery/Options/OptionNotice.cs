namespace BirdeyeDiscovery;

/// <summary>Represents an option that is allowed and seldom meant.</summary>
/// <param name="IsMistake">Whether it is most likely a mistake.</param>
/// <param name="Text">One line for the log.</param>
internal readonly record struct OptionNotice(bool IsMistake, string Text);
