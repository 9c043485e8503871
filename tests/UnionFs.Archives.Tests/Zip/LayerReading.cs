namespace UnionFs.Archives.Tests;

/// <summary>Looks into layers.</summary>
internal static class LayerReading
{
    public static LayerEntry At(this Layer layer, string path) => layer.Entries().Single(e => e.Path == path);

    public static byte[] Bytes(this LayerEntry entry) => entry.Content.Bytes();

    public static byte[] Bytes(this Content content)
    {
        var bytes = new byte[content.Length];
        Assert.Equal(bytes.Length, content.Read(0, bytes));
        return bytes;
    }

    public static string Text(this LayerEntry entry) => System.Text.Encoding.UTF8.GetString(entry.Bytes());

    public static string[] Paths(this Layer layer) => [.. layer.Entries().Skip(1).Select(e => e.Path)];

    /// <summary>Everything a layer says, one line an entry.</summary>
    public static string[] Describe(this Layer layer) =>
        [.. layer.Entries().Select(e => $"{e.Path} {e.Kind} {e.Inode} {e.IsImplied} {e.LinkTarget} {e.Content.Length} {e.Metadata}")];
}
