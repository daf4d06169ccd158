using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Conformance;

/// <summary>An answer of the API as far as a cache is concerned. It can be changed, as a careless reader's would.</summary>
internal sealed class SampleAnswer
{
    public string Text { get; set; } = "";

    public double Number { get; set; }

    public IList<string> Lines { get; set; } = [];
}

[JsonSerializable(typeof(SampleAnswer))]
internal sealed partial class SampleJsonContext : JsonSerializerContext;
