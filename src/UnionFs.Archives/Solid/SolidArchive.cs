using System.IO.Hashing;
using SharpCompress.Archives;
using SharpCompress.Archives.Rar;
using SharpCompress.Archives.SevenZip;
using SharpCompress.Readers;

namespace UnionFs.Archives;

/// <summary>An archive that is unpacked as a whole: the files one after the other, as the archive has them.</summary>
internal sealed class SolidArchive(Content archive, string name, ArchiveOptions options)
{
    private readonly List<SolidFile> _files = [];
    private Content? _unpacked;

    /// <summary>The layer, with contents that unpack on the first read.</summary>
    /// <exception cref="ArchiveException">The archive or an entry is refused.</exception>
    internal Layer ReadNames(string layer)
    {
        var tree = new SolidTree(name, layer, options);
        Use(each =>
        {
            foreach (IArchiveEntry entry in each.Entries)
            {
                if (entry.IsDirectory)
                {
                    tree.Add(entry, null);
                    continue;
                }
                long offset = _files.Count == 0 ? 0 : _files[^1].Offset + _files[^1].Length;
                tree.Charge(entry);
                var file = new SolidFile(this, entry.Key ?? "", offset, entry.Size, (uint)entry.Crc);
                _files.Add(file);
                tree.Add(entry, file);
            }
        });
        return tree.Build();
    }

    /// <summary>All files one after the other. Unpacked by the first who asks; a failure is not remembered, since the disk may be back next time.</summary>
    /// <exception cref="ArchiveException">It cannot be unpacked, or not to what it promised.</exception>
    internal Content Unpack()
    {
        if (Volatile.Read(ref _unpacked) is { } known) return known;
        lock (this)
        {
            if (_unpacked is null) Volatile.Write(ref _unpacked, UnpackNow());
            return _unpacked;
        }
    }

    private Content UnpackNow()
    {
        using var spool = new Spool(new TarBlobOptions { MaxMemoryBytes = options.MaxMemoryBytes, TemporaryDirectory = options.TemporaryDirectory }, null);
        Use(each =>
        {
            int next = 0;
            using IReader? reader = each.IsSolid || each.Type == SharpCompress.Common.ArchiveType.SevenZip ? each.ExtractAllEntries() : null;
            if (reader is null)
            {
                foreach (IArchiveEntry entry in each.Entries)
                    if (!entry.IsDirectory) Take(entry.OpenEntryStream, entry.Key);
            }
            else
            {
                while (reader.MoveToNextEntry())
                    if (!reader.Entry.IsDirectory) Take(reader.OpenEntryStream, reader.Entry.Key);
            }
            if (next != _files.Count) throw new ArchiveException(name, _files[next].Name, "it is not in the archive any more");

            void Take(Func<Stream> open, string? key)
            {
                if (next == _files.Count || _files[next].Name != (key ?? "")) throw new ArchiveException(name, key, "the archive has other entries than before");
                SolidFile file = _files[next++];
                if (file.IsRefused) Skip(file, spool);
                else Guarded(file.Name, () => Copy(open, file, spool));
            }
        });
        return spool.ToContent();
    }

    private void Copy(Func<Stream> open, SolidFile file, Spool spool)
    {
        var crc = new Crc32();
        using Stream stream = open();
        for (long left = file.Length; left > 0;)
        {
            Span<byte> room = spool.Room();
            room = room[..(int)Math.Min(room.Length, left)];
            int count = stream.Read(room);
            if (count == 0) throw new ArchiveException(name, file.Name, "unpacks to less than its size");
            crc.Append(room[..count]);
            spool.Advance(count);
            left -= count;
        }
        if (stream.ReadByte() >= 0) throw new ArchiveException(name, file.Name, "unpacks to more than its size");
        uint found = crc.GetCurrentHashAsUInt32();
        // 0 is also what those have that declare none.
        if (file.Crc != 0 && found != file.Crc) throw new ArchiveException(name, file.Name, $"its checksum is {found:X8} and should be {file.Crc:X8}");
    }

    /// <summary>Nobody can ask for it; the others keep their places.</summary>
    private static void Skip(SolidFile file, Spool spool)
    {
        for (long left = file.Length; left > 0;)
        {
            Span<byte> room = spool.Room();
            room = room[..(int)Math.Min(room.Length, left)];
            room.Clear();
            spool.Advance(room.Length);
            left -= room.Length;
        }
    }

    private void Use(Action<IArchive> action) => Guarded(null, () =>
    {
        using var stream = new ContentSeekStream(archive);
        Span<byte> start = stackalloc byte[ArchiveLayer.RecognisedLength];
        start = start[..archive.Read(0, start)];
        if (!ArchiveLayer.IsArchive(start)) throw new ArchiveException(name, null, "it is neither a 7z nor a rar archive");
        var reading = new ReaderOptions { LeaveStreamOpen = true };
        bool is7z = ArchiveLayer.Is7z(start);
        if (!is7z) RarBlocks.Check(archive, name);
        using IArchive opened = is7z ? SevenZipArchive.OpenArchive(stream, reading) : RarArchive.OpenArchive(stream, reading);
        action(opened);
    });

    /// <summary>What the library throws over damaged archives is not limited to its own exceptions, and none of it is a fault of the caller's.</summary>
    private void Guarded(string? entry, Action action)
    {
        try
        {
            action();
        }
#pragma warning disable CA1031 // See above.
        catch (Exception error) when (error is not (ArchiveException or OutOfMemoryException or UnauthorizedAccessException))
#pragma warning restore CA1031
        {
            throw new ArchiveException(name, entry, (error is IOException ? "it cannot be read: " : "it is damaged, or of a kind that cannot be read: ") + error.Message.TrimEnd('.'), error);
        }
    }
}
