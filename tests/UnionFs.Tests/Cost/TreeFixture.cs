using System.Globalization;

namespace UnionFs.Tests.Cost;

/// <summary>The same shape at two sizes: ten files, and a million in 10,000 directories. Built once, for all cost tests.</summary>
public sealed class TreeFixture
{
    internal Layer Ten { get; } = Build("ten", directories: 1, filesEach: 10);

    internal Layer Million { get; } = Build("million", directories: 10_000, filesEach: 100);

    private static Layer Build(string name, int directories, int filesEach)
    {
        var builder = new LayerBuilder(name);
        Content content = Content.From("x");
        for (int d = 0; d < directories; d++)
        {
            string directory = string.Create(CultureInfo.InvariantCulture, $"d{d / 100}/e{d % 100}/f");
            for (int f = 0; f < filesEach; f++) builder.AddFile(directory + f.ToString(CultureInfo.InvariantCulture), content);
        }
        return builder.Build();
    }
}

/// <summary>Tests that share one <see cref="TreeFixture"/>.</summary>
[CollectionDefinition(Name)]
public sealed class TreeTests : ICollectionFixture<TreeFixture>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "a million files";
}
