using SharpCompress.Archives;
using SharpCompress.Archives.Rar;
using SharpCompress.Common.SevenZip;

namespace UnionFs.Archives;

/// <summary>Puts the entries of an archive into a layer, or refuses them.</summary>
internal sealed class SolidTree(string archive, string layer, ArchiveOptions options)
{
    private const int TypeMask = 0xF000, LinkType = 0xA000, FileType = 0x8000, DirectoryType = 0x4000;

    /// <summary>The bit of a 7z's attributes that says: the upper half is a Unix mode.</summary>
    private const int UnixExtension = 0x8000;

    private readonly LayerBuilder _builder = new(layer);
    private readonly HashSet<Metadata> _metadata = [];
    private long _entries;
    private long _bytes;

    internal Layer Build() => _builder.Build();

    /// <summary>Adds an entry: a directory, or a file with its content.</summary>
    /// <exception cref="ArchiveException">It is refused, and nobody wants to go on without.</exception>
    internal void Add(IArchiveEntry entry, SolidFile? file)
    {
        if (++_entries > options.Limits.MaxEntries) throw Bad(entry, $"with it there are over {options.Limits.MaxEntries} entries, the limit");
        try
        {
            AddChecked(entry, file);
        }
        catch (ArchiveException error) when (options.OnRefused is not null)
        {
            file?.IsRefused = true;
            options.OnRefused(error);
        }
    }

    /// <summary>Counts the bytes of a file: what is too large refuses the archive, since it is unpacked as a whole.</summary>
    internal void Charge(IArchiveEntry entry)
    {
        if (entry.Size < 0) throw Bad(entry, "its size is not told");
        if (entry.Size > options.Limits.MaxEntryBytes) throw Bad(entry, $"{entry.Size} bytes, the limit for one entry is {options.Limits.MaxEntryBytes}");
        if (entry.Size > options.Limits.MaxTotalBytes - _bytes) throw Bad(entry, $"with it the entries have over {options.Limits.MaxTotalBytes} bytes, the limit for all");
        _bytes += entry.Size;
    }

    private void AddChecked(IArchiveEntry entry, SolidFile? file)
    {
        if (!NameEncoding.TryEncode(entry.Key, out byte[] name)) throw Bad(entry, "its name is no Unicode");
        // Whatever wrote it, rar's own separator is the backslash.
        if (EntryName.Parse(name, fromDos: true, out EntryName parsed) is { } problem) throw Bad(entry, problem);
        if (entry.IsEncrypted) throw Bad(entry, "encrypted");
        if (entry.IsSplitAfter || !entry.IsComplete) throw Bad(entry, "it goes on in another volume");
        int mode = ModeOf(entry);
        if ((mode & TypeMask) == LinkType || entry.LinkTarget is { Length: > 0 } || entry is RarArchiveEntry { IsRedir: true }) throw Bad(entry, "a link");
        if ((mode & TypeMask) is not (0 or FileType or DirectoryType)) throw Bad(entry, "a special file");
        if (parsed.Path.Length == 0 && file is not null) throw Bad(entry, "the root is no directory");
        Metadata metadata = Shared(MetadataOf(entry, mode));
        try
        {
            if (file is null) _builder.AddDirectory("/" + parsed.Path, metadata);
            else _builder.AddFile(parsed.Path, file.Length == 0 ? Content.Empty : file, metadata);
        }
        catch (IOException error) when (error is not ArchiveException)
        {
            throw Bad(entry, error is DirectoryNotFoundException ? "a parent of it is an entry that is no directory" : "its path is taken by another entry", error);
        }
    }

    /// <summary>The Unix mode with its type; 0 where there is none.</summary>
    private static int ModeOf(IArchiveEntry entry)
    {
        if (entry is SevenZipEntry { ExtendedAttrib: { } extended }) return (extended & UnixExtension) != 0 ? (int)((uint)extended >> 16) : 0;
        int attributes = entry.Attrib ?? 0;
        // A rar of Unix has the mode itself; the attributes of Windows have none of the bits of a type but that of a link to be.
        return entry is RarArchiveEntry && (attributes & TypeMask) is FileType or DirectoryType or LinkType ? attributes & 0xFFFF : 0;
    }

    private static Metadata MetadataOf(IArchiveEntry entry, int mode)
    {
        Metadata metadata = entry.IsDirectory ? Metadata.DefaultDirectory : Metadata.DefaultFile;
        if (mode != 0) metadata = metadata with { Mode = mode & 0xFFF };
        if (entry.LastModifiedTime is not { } time) return metadata;
        // What is not said to be local is UTC, so that every host sees the same.
        return metadata.At(UnixTime.From(time.Kind == DateTimeKind.Local ? new DateTimeOffset(time) : new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc))));
    }

    private Metadata Shared(Metadata metadata)
    {
        if (_metadata.TryGetValue(metadata, out Metadata? known)) return known;
        _metadata.Add(metadata);
        return metadata;
    }

    private ArchiveException Bad(IArchiveEntry entry, string reason, Exception? inner = null) => new(archive, entry.Key, reason, inner);
}
