using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BirdeyeDiscovery.Tests;

/// <summary>Which folder of a project refers to types of which other folder, as the compiler's semantic model sees it.</summary>
internal sealed class RoomGraph
{
    private const string Usings =
        "global using System;global using System.Collections.Generic;global using System.IO;global using System.Linq;"
        + "global using System.Net.Http;global using System.Threading;global using System.Threading.Tasks;";

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview);

    // All graphs share what is read of the referenced assemblies, which is most of the work.
    private static readonly Lazy<IReadOnlyList<MetadataReference>> References = new(static () => [.. ReadReferences()]);

    private static readonly ConcurrentDictionary<string, Lazy<RoomGraph>> Folders = new(StringComparer.Ordinal);

    private readonly SortedDictionary<(string From, string To), SortedSet<string>> _edges = [];

    /// <summary>Gets the references between two folders, each as "file that refers -> file that declares".</summary>
    public IReadOnlyDictionary<(string From, string To), SortedSet<string>> Edges => _edges;

    /// <summary>Reads the sources below a folder, once for all tests.</summary>
    public static RoomGraph OfFolder(string root) => Folders.GetOrAdd(root, static folder => new(() => ReadFolder(folder))).Value;

    /// <summary>Reads sources that are given as text.</summary>
    public static RoomGraph Of(string root, IEnumerable<(string Path, string Text)> sources)
    {
        var graph = new RoomGraph();
        var trees = sources.Select(static source => CSharpSyntaxTree.ParseText(source.Text, Options, source.Path)).ToList();
        var compilation = CSharpCompilation.Create(
            "Rooms",
            trees.Append(CSharpSyntaxTree.ParseText(Usings, Options)),
            References.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

        // A name that no source declares leads to no room, and most of the time goes into looking names up. "var" stands for a type that it does not name.
        var declared = trees.SelectMany(static tree => tree.GetRoot().DescendantTokens())
            .Where(static token => token.IsKind(SyntaxKind.IdentifierToken) && token.Parent is not SimpleNameSyntax)
            .Select(static token => token.ValueText)
            .Append("var")
            .ToHashSet(StringComparer.Ordinal);
        foreach (var tree in trees)
        {
            graph.Add(root, tree, compilation.GetSemanticModel(tree), name => declared.Contains(name) || declared.Contains(name + "Attribute"));
        }

        return graph;
    }

    /// <summary>Finds folders that need each other, directly or through others, with the references that close the circle.</summary>
    public IReadOnlyList<string> Cycles()
    {
        var reached = Reached();
        return [.. _edges
            .Where(edge => reached[edge.Key.To].Contains(edge.Key.From))
            .Select(static edge => $"{edge.Key.From} -> {edge.Key.To}: {string.Join(", ", edge.Value.Take(5))}")];
    }

    private static RoomGraph ReadFolder(string root) => Of(
        root,
        Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(root, file).Split('/', '\\').Any(static part => part is "obj" or "bin"))
            .Select(static file => (file, File.ReadAllText(file))));

    private static string Room(string root, string file) =>
        Path.GetDirectoryName(Path.GetRelativePath(root, file)) is { Length: > 0 } room ? room.Replace('\\', '/') : "(root)";

    // The test runs in a folder with all assemblies that the libraries are compiled against; their own would hide the sources.
    private static IEnumerable<MetadataReference> ReadReferences() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Concat(Directory.GetFiles(AppContext.BaseDirectory, "*.dll"))
            .Where(static file => !Path.GetFileName(file).StartsWith("BirdeyeDiscovery", StringComparison.Ordinal))
            .DistinctBy(Path.GetFileName)
            .Select(static file => MetadataReference.CreateFromFile(file));

    private static INamedTypeSymbol? Outermost(ISymbol? symbol)
    {
        var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
        while (type?.ContainingType is { } outer)
        {
            type = outer;
        }

        return type?.OriginalDefinition;
    }

    private void Add(string root, SyntaxTree tree, SemanticModel model, Func<string, bool> isDeclared)
    {
        var from = Room(root, tree.FilePath);
        var names = tree.GetRoot().DescendantNodes(descendIntoTrivia: false).OfType<SimpleNameSyntax>();
        foreach (var name in names.Where(name => isDeclared(name.Identifier.ValueText)))
        {
            var info = model.GetSymbolInfo(name);
            var type = Outermost(info.Symbol ?? info.CandidateSymbols.FirstOrDefault());
            foreach (var declared in type?.DeclaringSyntaxReferences.Select(static place => place.SyntaxTree.FilePath) ?? [])
            {
                if (declared.Length > 0 && Room(root, declared) is var to && to != from)
                {
                    var references = _edges.TryGetValue((from, to), out var known) ? known : _edges[(from, to)] = new(StringComparer.Ordinal);
                    references.Add($"{Path.GetFileName(tree.FilePath)} -> {Path.GetFileName(declared)}");
                }
            }
        }
    }

    private Dictionary<string, HashSet<string>> Reached()
    {
        var reached = _edges.Keys.SelectMany(static edge => new[] { edge.From, edge.To }).Distinct()
            .ToDictionary(static room => room, room => _edges.Keys.Where(edge => edge.From == room).Select(static edge => edge.To).ToHashSet());
        for (var grew = true; grew;)
        {
            grew = false;
            foreach (var rooms in reached.Values)
            {
                var before = rooms.Count;
                rooms.UnionWith(rooms.SelectMany(room => reached[room]).ToArray());
                grew |= rooms.Count > before;
            }
        }

        return reached;
    }
}
