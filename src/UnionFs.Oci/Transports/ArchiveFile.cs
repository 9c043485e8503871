using UnionFs.Archives;

namespace UnionFs.Oci;

/// <summary>A tar that holds an image, plain or compressed as a whole: files by name, links inside the tar followed.</summary>
internal sealed class ArchiveFile
{
    private const int MaxLinks = 8;

    private readonly TarIndex _index;

    private ArchiveFile(string path, TarIndex index) => (Path, _index) = (path, index);

    internal string Path { get; }

    /// <summary>Reads the headers; contents of a plain tar stay where they are.</summary>
    /// <exception cref="IOException">It is missing, or no tar.</exception>
    internal static ArchiveFile Open(string path)
    {
        if (Directory.Exists(path)) throw new OciException(path, "a directory, no archive");
        return new ArchiveFile(path, TarIndex.Read(TarBlob.Open(path).Content, path));
    }

    /// <summary>The bytes of a file, or null if the tar has none of that name.</summary>
    internal Content? Find(string name)
    {
        // skopeo's docker-archives have links from the names of old to those of new; the target may be another link.
        for (int links = 0; links < MaxLinks; links++)
        {
            if (_index.Find(name) is not { } entry) return null;
            if (entry.Kind == TarEntryKind.File) return _index.Open(entry);
            string? target = entry.Kind switch
            {
                TarEntryKind.HardLink => entry.LinkName,
                TarEntryKind.Symlink => Resolve(name, entry.LinkName),
                _ => null,
            };
            if (target is null) return null;
            name = target;
        }
        return null;
    }

    /// <summary>A small file as a whole.</summary>
    /// <exception cref="OciException">It is missing or larger.</exception>
    internal byte[] Read(string name, int maxBytes)
    {
        Content content = Find(name) ?? throw new OciException(Path, $"the archive has no file '{name}'");
        if (content.Length > maxBytes) throw new OciException($"{Path}: {name}", $"{content.Length} bytes, the limit is {maxBytes}");
        var bytes = new byte[content.Length];
        content.Read(0, bytes);
        return bytes;
    }

    /// <summary>Where a symbolic link leads; null if that is outside.</summary>
    private static string? Resolve(string name, string target)
    {
        var parts = new List<string>();
        IEnumerable<string> start = target.StartsWith('/') ? [] : name.Split('/').SkipLast(1);
        foreach (string part in start.Concat(target.Split('/')))
        {
            if (part is "" or ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else return null;
        }
        return string.Join('/', parts);
    }
}
