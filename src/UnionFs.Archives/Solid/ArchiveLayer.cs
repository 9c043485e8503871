namespace UnionFs.Archives;

/// <summary>
/// 7z and rar archives as layers, read by SharpCompress. Slower than zips: opening reads the names, and the first read of any file unpacks the whole archive, once, since
/// in solid archives a file cannot be had without those before it. Use zips where you can choose.
/// </summary>
/// <remarks>
/// <para><b>Contents.</b> Every byte is held against the declared sizes and, where the archive has them, CRC-32 checksums before one is seen; what is not as promised throws
/// <see cref="ArchiveException"/>, at any file of the archive. Any number of threads may read; the first unpacks, the others wait.</para>
/// <para><b>Names</b> are separated by `/`, or by `\` where there is no `/`, and refused as those of <see cref="ZipLayer"/> are. Modes are those a Unix program wrote to a 7z, else
/// 0644 and 0755; owners are root.</para>
/// <para><b>Refused at opening,</b> with the entry's name: names that lead out or cannot be, a path twice or under a file, encryption, symbolic and hard links, special files, entries that
/// go on in another volume, sizes over the limits.</para>
/// </remarks>
public static class ArchiveLayer
{
    /// <summary>Bytes from the start of a file that <see cref="IsArchive"/> looks at.</summary>
    public const int RecognisedLength = 8;

    /// <summary>Whether a file that starts so is a 7z or rar archive.</summary>
    public static bool IsArchive(ReadOnlySpan<byte> start) => Is7z(start) || start.StartsWith("Rar!\x1A\x07"u8);

    /// <summary>The layer of the archive <paramref name="file"/> on the host, called by its file name. The file stays open until the layer is collected.</summary>
    /// <exception cref="ArchiveException">The archive is refused; the message names the entry.</exception>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="UnauthorizedAccessException">A directory, or a file that may not be read.</exception>
    public static Layer Open(string file, ArchiveOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        // Opening a fifo would wait for its writer. What has no length is no archive, whatever it is.
        if (new FileInfo(file) is { Exists: true, Length: 0 }) return Open(Content.Empty, file, options);
        HostFileContent archive = HostFileContent.Open(file);
        try
        {
            return Read(archive, file, Path.GetFileName(file), options);
        }
        catch
        {
            archive.Close();
            throw;
        }
    }

    /// <summary>The layer of an archive that is itself content: in memory, or an entry of another archive.</summary>
    /// <param name="archive">The bytes of the archive.</param>
    /// <param name="name">What the layer and the archive are called in reports and errors.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArchiveException">The archive is refused; the message names the entry.</exception>
    public static Layer Open(Content archive, string name, ArchiveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(name);
        return Read(archive, name, name, options);
    }

    internal static bool Is7z(ReadOnlySpan<byte> start) => start.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C]);

    private static Layer Read(Content archive, string name, string layer, ArchiveOptions? options)
    {
        var solid = new SolidArchive(archive, name, options ?? new ArchiveOptions());
        return solid.ReadNames(layer);
    }
}
