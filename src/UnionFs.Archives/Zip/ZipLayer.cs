namespace UnionFs.Archives;

/// <summary>
/// Zip archives (.zip, .nupkg, .jar, .pk3) as layers. Opening reads the central directory and nothing else but directories,
/// empty files and symbolic links; file contents are read when they are asked for, from any number of threads at once.
/// </summary>
/// <remarks>
/// <para><b>Contents.</b> The first read of an entry checks its local header against the central directory and all of its bytes
/// against the declared size and CRC-32; a read that cannot deliver those bytes throws <see cref="ZipException"/>. A stored entry
/// costs one pass over its bytes then, and from there on each read goes to the archive at an offset and keeps no memory. A
/// deflated entry is inflated as a whole and stays in memory as long as the layer, or anything made from it, holds the entry,
/// unless a cache with a limit keeps it (<see cref="ZipOptions.Cache"/>). Readers of one entry wait for the first; readers of different
/// entries never wait for each other.</para>
/// <para><b>Names.</b> Bytes that are valid UTF-8 are UTF-8, whether the archive flags them or not; other bytes are kept as they
/// are (<see cref="NameEncoding"/>) and not read as code page 437, which few writers mean. Info-ZIP's Unicode path field counts
/// where its checksum fits the name. `.` and doubled separators are dropped. A backslash separates only if a DOS or Windows
/// program wrote the entry and its name has no `/`; elsewhere it is part of a name.</para>
/// <para><b>Metadata.</b> Mode and kind are those a Unix program wrote, else 0644, 0755 for directories, 0444 for read-only
/// files. Times are the NTFS field's, else the extended timestamp's, else the DOS time read as UTC. Owners are those of
/// Info-ZIP's Unix field, else root. Directories without an entry are implied.</para>
/// <para><b>Refused at opening,</b> with the entry's name: `..`, absolute names, drive letters, NUL, components over 255 bytes and names
/// over 4,095; the same path twice, or under a file; encryption, methods other than stored and deflated, devices; entries that
/// overlap; sizes over the limits. Also archives on several disks, cut off, or with bytes after the end. A program in front
/// (a self-extractor) and comments are ignored.</para>
/// </remarks>
public static class ZipLayer
{
    /// <summary>
    /// The layer of the archive <paramref name="file"/> on the host, called by its file name. The file stays open until the
    /// layer is collected; whoever writes to it meanwhile breaks the layer's promise never to change.
    /// </summary>
    /// <param name="file">A path on the host.</param>
    /// <param name="limits">What the archive may declare; <see cref="ZipLimits.Default"/> if null.</param>
    /// <param name="progress">Told how many entries of the central directory have been read, every few thousand and at the end.</param>
    /// <exception cref="ZipException">The archive is refused; the message names the entry.</exception>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="UnauthorizedAccessException">A directory, or a file that may not be read.</exception>
    public static Layer Open(string file, ZipLimits? limits = null, IProgress<long>? progress = null) => Open(file, OptionsOf(limits), progress);

    /// <summary>As <see cref="Open(string, ZipLimits?, IProgress{long}?)"/>, with more to choose.</summary>
    /// <exception cref="ZipException">The archive is refused; the message names the entry.</exception>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="UnauthorizedAccessException">A directory, or a file that may not be read.</exception>
    public static Layer Open(string file, ZipOptions options, IProgress<long>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(file);
        // Opening a fifo would wait for its writer. What has no length is no archive, whatever it is.
        if (new FileInfo(file) is { Exists: true, Length: 0 }) return Open(Content.Empty, file, options, progress);
        (Content archive, Action close) = OpenFile(file, options.IsMapped);
        try
        {
            return Read(new ZipSource(archive, file, options.Cache), Path.GetFileName(file), options, progress);
        }
        catch
        {
            close();
            throw;
        }
    }

    /// <summary>The layer of an archive that is itself content: in memory, or an entry of another archive.</summary>
    /// <param name="archive">The bytes of the archive.</param>
    /// <param name="name">What the layer and the archive are called in reports and errors.</param>
    /// <param name="limits">What the archive may declare; <see cref="ZipLimits.Default"/> if null.</param>
    /// <param name="progress">Told how many entries of the central directory have been read, every few thousand and at the end.</param>
    /// <exception cref="ZipException">The archive is refused; the message names the entry.</exception>
    public static Layer Open(Content archive, string name, ZipLimits? limits = null, IProgress<long>? progress = null) => Open(archive, name, OptionsOf(limits), progress);

    /// <summary>As <see cref="Open(Content, string, ZipLimits?, IProgress{long}?)"/>, with more to choose.</summary>
    /// <exception cref="ZipException">The archive is refused; the message names the entry.</exception>
    public static Layer Open(Content archive, string name, ZipOptions options, IProgress<long>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(name);
        return Read(new ZipSource(archive, name, options.Cache), name, options, progress);
    }

    /// <summary>
    /// The CRC-32 that an archive declares for an entry whose bytes are <paramref name="content"/>, without reading them: two of other checksums differ, if both
    /// archives are sound. False for any other content.
    /// </summary>
    public static bool TryGetCrc32(Content content, out uint crc)
    {
        ArgumentNullException.ThrowIfNull(content);
        crc = content is ZipEntry entry ? entry.Crc : 0;
        return content is ZipEntry;
    }

    private static (Content Archive, Action Close) OpenFile(string file, bool isMapped)
    {
        try
        {
            if (isMapped && MappedFileContent.Open(file) is var map) return (map, map.Close);
            HostFileContent archive = HostFileContent.Open(file);
            return (archive, archive.Close);
        }
        catch (NotSupportedException e)
        {
            throw new ZipException(file, null, "a pipe or device has no end to look for the directory at", e);
        }
    }

    private static ZipOptions OptionsOf(ZipLimits? limits) => limits is null ? new ZipOptions() : new ZipOptions { Limits = limits };

    private static Layer Read(ZipSource source, string name, ZipOptions options, IProgress<long>? progress)
    {
        CentralDirectory directory = CentralDirectory.Find(source);
        List<CentralRecord> records = new CentralDirectoryReader(source, directory, options, progress).ReadAll();
        source.TrimNames();
        EntryLayout.SetLimits(source, records, directory.Start);
        var tree = new ZipTree(source, name, options.Limits);
        foreach (CentralRecord record in records) tree.Add(record);
        return tree.Build();
    }
}
