namespace UnionFs.Archives;

/// <summary>Zip archives (.zip, .nupkg, .jar, .pk3) as layers.</summary>
public static class ZipLayer
{
    /// <summary>The layer of the archive <paramref name="file"/> on the host, called by its file name.</summary>
    /// <param name="file">A path on the host.</param>
    /// <param name="limits">What the archive may declare; <see cref="ZipLimits.Default"/> if null.</param>
    /// <param name="progress">Told how many entries have been read so far.</param>
    /// <exception cref="ZipException">The archive is refused; the message names the entry.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Layer Open(string file, ZipLimits? limits = null, IProgress<long>? progress = null) =>
        throw new NotSupportedException("Zip archives cannot be read yet.");

    /// <summary>The layer of an archive that is itself content: in memory, or an entry of another archive.</summary>
    /// <param name="archive">The bytes of the archive.</param>
    /// <param name="name">What the layer and the archive are called in reports and errors.</param>
    /// <param name="limits">What the archive may declare; <see cref="ZipLimits.Default"/> if null.</param>
    /// <param name="progress">Told how many entries have been read so far.</param>
    /// <exception cref="ZipException">The archive is refused; the message names the entry.</exception>
    /// <exception cref="IOException">The content cannot be read.</exception>
    public static Layer Open(Content archive, string name, ZipLimits? limits = null, IProgress<long>? progress = null) =>
        throw new NotSupportedException("Zip archives cannot be read yet.");
}
