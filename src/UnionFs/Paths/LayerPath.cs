namespace UnionFs.Paths;

/// <summary>
/// Paths inside a layer: plain names from the root, with nothing to resolve. A format's reader normalises before it gets here.
/// </summary>
internal static class LayerPath
{
    /// <summary>The names of a path; a leading `/` and doubled or trailing slashes do not matter.</summary>
    /// <exception cref="ArgumentException">A name is `.`, `..`, over 255 bytes, has a NUL or cannot be bytes.</exception>
    internal static string[] Split(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string[] names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (string name in names)
        {
            if (name is "." or "..") throw new ArgumentException($"A path in a layer must be normalised: '{path}'.", nameof(path));
            switch (NameRules.CheckNew(name))
            {
                case FsError.None: break;
                case FsError.ENAMETOOLONG: throw FsError.ENAMETOOLONG.ToException(path);
                case FsError.EILSEQ: throw FsError.EILSEQ.ToException(path);
                default: throw new ArgumentException($"Null character in path. '{path.Replace("\0", "\\0", StringComparison.Ordinal)}'", nameof(path));
            }
        }
        return names;
    }
}
