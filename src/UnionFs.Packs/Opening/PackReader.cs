using UnionFs.Archives;
using UnionFs.Host;
using UnionFs.Packs.Flushing;

namespace UnionFs.Packs.Opening;

/// <summary>Reads a pack from the host, by what it is and not by what it is called; whatever fails says which pack it was.</summary>
internal static class PackReader
{
    internal static Pack Open(string path, PackOptions options)
    {
        string name = options.Name ?? NameOf(path);
        return Guarded(name, () => Read(path, name, options) with { Source = Path.GetFullPath(path) });
    }

    private static T Guarded<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException)
        {
            throw new PackException(name, (error as ZipException)?.Entry ?? (error as TarException)?.Entry ?? (error as ArchiveException)?.Entry, error.Message, error);
        }
    }

    /// <summary>Reads a folder again.</summary>
    internal static Layer ReadFolder(string path, string name) => Guarded(name, () => Scan(path, name));

    private static Pack Read(string path, string name, PackOptions options)
    {
        // What is missing is reported by the reader of folders.
        if (!File.Exists(path)) return new Pack(name, Scan(path, name));
        byte[] start = StartOf(path);
        if (ArchiveLayer.IsArchive(start)) return ReadArchive(path, name, options);
        if (!TarBlob.IsTar(start)) return ReadZip(path, name, options);
        TarLayer tar = TarLayer.Open(path);
        return new Pack(name, tar.ToLayer()) { IsSlow = tar.Blob.Compression != BlobCompression.None };
    }

    /// <summary>A folder as it is after a flush that was killed has been brought to its end.</summary>
    private static Layer Scan(string path, string name)
    {
        FolderFlush.Recover(path);
        return HostDirectory.Open(path, new HostDirectoryOptions { Name = name, Exclude = [Path.Combine(path, FolderFlush.StageName)] });
    }

    private static Pack ReadZip(string path, string name, PackOptions options)
    {
        var refused = new List<PackException>();
        var zip = new ZipOptions
        {
            Limits = options.ZipLimits,
            IsMapped = options.IsMapped,
            Cache = options.Cache,
            OnRefused = options.SkipRefused ? error => refused.Add(new PackException(name, error.Entry, error.Message, error)) : null,
        };
        return new Pack(name, ZipLayer.Open(path, zip)) { Refused = refused };
    }

    private static Pack ReadArchive(string path, string name, PackOptions options)
    {
        var refused = new List<PackException>();
        var archive = new ArchiveOptions
        {
            Limits = options.ZipLimits,
            OnRefused = options.SkipRefused ? error => refused.Add(new PackException(name, error.Entry, error.Message, error)) : null,
        };
        return new Pack(name, ArchiveLayer.Open(path, archive)) { IsSlow = true, Refused = refused };
    }

    private static string NameOf(string path) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))) is { Length: > 0 } name ? name : path;

    private static byte[] StartOf(string path)
    {
        // Opening a fifo would wait for its writer.
        if (new FileInfo(path).Length == 0) return [];
        using FileStream stream = File.OpenRead(path);
        var start = new byte[TarBlob.RecognisedLength];
        return start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
    }
}
