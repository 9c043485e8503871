namespace UnionFs.Testing;

/// <summary>What tests ask of a file system when the code under test has run. Nothing here belongs to a test framework: what fails throws.</summary>
public static class FileSystemAssertions
{
    /// <summary>What changed since a snapshot was taken: of this file system, or of one that it was forked from. O(changes x depth).</summary>
    public static FileSystemChanges ChangedSince(this UnionFileSystem fs, Snapshot before)
    {
        ArgumentNullException.ThrowIfNull(fs);
        ArgumentNullException.ThrowIfNull(before);
        Snapshot now = fs.Snapshot();
        return new FileSystemChanges(now.GetChangesFrom(before), before, now);
    }

    /// <summary>Throws unless exactly these changes were made to the layers below; see <see cref="FileSystemChanges.Assert"/>. None: nothing has changed.</summary>
    /// <exception cref="FileSystemAssertionException">They differ; the message shows which, and the lines that were changed unexpectedly.</exception>
    public static void AssertChanges(this UnionFileSystem fs, params ReadOnlySpan<string> expected)
    {
        ArgumentNullException.ThrowIfNull(fs);
        Snapshot now = fs.Snapshot();
        new FileSystemChanges(now.GetChanges(), new Snapshot(now.Layers), now).Assert(expected);
    }

    /// <summary>Throws unless the text of a file is <paramref name="expected"/>, and shows the lines that differ.</summary>
    /// <exception cref="FileSystemAssertionException">It differs, or there is no such file.</exception>
    public static void AssertText(this FileSystem fs, string path, string expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        string actual = Read(fs, path, () => fs.File.ReadAllText(path));
        if (actual != expected) throw new FileSystemAssertionException($"{path} has another text (+ not expected, - missing):\n{Join(TextDiff.Between(expected, actual))}");
    }

    /// <summary>Throws unless what is at <paramref name="path"/> and below is the tree that <paramref name="expected"/> describes; see <see cref="TextTree"/>.</summary>
    /// <exception cref="FileSystemAssertionException">It differs, or there is no such directory.</exception>
    /// <exception cref="FormatException"><paramref name="expected"/> is no such tree; the message names the line.</exception>
    public static void AssertTree(this FileSystem fs, string path, string expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        string wanted = TextTree.Print(new Snapshot(LayerStack.Empty.Push(TextTree.Parse(expected))));
        string actual = Read(fs, path, () => TextTree.Print(fs, path));
        if (actual != wanted) throw new FileSystemAssertionException($"{path} is another tree (+ not expected, - missing):\n{Join(TextDiff.Between(wanted, actual))}");
    }

    private static string Read(FileSystem fs, string path, Func<string> read)
    {
        ArgumentNullException.ThrowIfNull(fs);
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FileSystemAssertionException($"{path} cannot be read: {error.Message}", error);
        }
    }

    private static string Join(IEnumerable<string> lines) => string.Join('\n', lines.Select(line => "  " + line));
}
