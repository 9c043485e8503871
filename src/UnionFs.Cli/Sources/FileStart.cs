namespace UnionFs.Cli.Sources;

/// <summary>The first bytes of a file, which tell what it is.</summary>
internal static class FileStart
{
    /// <summary>As many as there are; none of a fifo or a device, since opening one would wait for its writer.</summary>
    internal static byte[] Of(string file, int count)
    {
        if (new FileInfo(file).Length == 0) return [];
        using FileStream stream = File.OpenRead(file);
        var start = new byte[count];
        return start[..stream.ReadAtLeast(start, count, throwOnEndOfStream: false)];
    }
}
