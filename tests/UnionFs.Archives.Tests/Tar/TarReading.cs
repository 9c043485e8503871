namespace UnionFs.Archives.Tests.Tar;

/// <summary>Reads archives all ways: at offsets, through a pipe, and while they are unpacked. They have to agree in everything.</summary>
internal static class TarReading
{
    /// <summary>Entries with their bytes; the data of huge ones is not looked at.</summary>
    public static (IReadOnlyList<TarEntry> Entries, IReadOnlyList<byte[]> Data) Read(byte[] archive, TarLimits? limits = null, List<TarWarning>? warnings = null)
    {
        var index = TarIndex.Read(Content.FromOwned(archive), "test.tar", limits, warnings is null ? null : warnings.Add);
        List<byte[]> data = [.. index.Entries.Select(entry => entry.Size > 1 << 20 ? [] : index.Open(entry).Bytes())];
        Stream(archive, limits, index.Entries, data).GetAwaiter().GetResult();
        foreach (int length in new[] { 1, 700, 100_000 }) Fed(archive, limits, length, index);
        return (index.Entries, data);
    }

    /// <summary>The one entry of an archive.</summary>
    public static TarEntry Single(byte[] archive, TarLimits? limits = null) => Assert.Single(Read(archive, limits).Entries);

    /// <summary>The error of an archive that is refused, the same both ways.</summary>
    public static TarException Refused(byte[] archive, TarLimits? limits = null)
    {
        TarException error = Assert.Throws<TarException>(() => TarIndex.Read(Content.FromOwned(archive), "test.tar", limits));
        TarException streamed = Assert.ThrowsAsync<TarException>(() => Stream(archive, limits, null, null)).GetAwaiter().GetResult();
        Assert.Equal(error.Message, streamed.Message);
        Assert.Equal(error.Message, Assert.Throws<TarException>(() => Feed(archive, limits, 700)).Message);
        Assert.Contains("'test.tar'", error.Message);
        return error;
    }

    /// <summary>In pieces of some length; the bytes of every second file are kept, and have to be all.</summary>
    private static void Fed(byte[] archive, TarLimits? limits, int length, TarIndex index)
    {
        TarFeed feed = Feed(archive, limits, length);
        Assert.Equal(index.Entries.Select(Describe), feed.Entries.Select(Describe));
        Assert.Equal(index.End, feed.Position);
        Assert.Equal(archive.AsSpan((int)Math.Min(index.End, archive.Length)).ContainsAnyExcept((byte)0), feed.IsFollowed);
        var kept = feed.Kept.ToDictionary(range => range.Offset, range => range.Bytes);
        foreach (TarEntry entry in index.Entries.Where(IsKept))
            Assert.Equal(archive.AsSpan((int)entry.DataOffset, (int)entry.PackedSize), kept[entry.DataOffset].Span);
        Assert.Equal(index.Entries.Count(IsKept), kept.Count);
    }

    private static bool IsKept(TarEntry entry) => entry.PackedSize > 0 && entry.PackedSize < 1 << 20 && entry.HeaderOffset / 512 % 2 == 0;

    private static TarFeed Feed(byte[] archive, TarLimits? limits, int length)
    {
        var feed = new TarFeed("test.tar", limits ?? TarLimits.Default, IsKept, long.MaxValue);
        for (int i = 0; i < archive.Length; i += length) feed.Take(archive.AsSpan(i, Math.Min(length, archive.Length - i)));
        feed.End();
        return feed;
    }

    private static async Task Stream(byte[] archive, TarLimits? limits, IReadOnlyList<TarEntry>? expected, List<byte[]>? data)
    {
        // A stream that gives little at a time, so that blocks lie across the pipe's segments.
        TarReader reader = TarReader.Create(new SlowStream(archive, 777), "test.tar", limits);
        for (int i = 0; await reader.ReadAsync() is { } entry; i++)
        {
            if (expected is null) continue;
            Assert.Equal(Describe(expected[i]), Describe(entry));
            if (entry.Size > 1 << 20 || i % 3 == 2) continue; // one in three is skipped, not read
            using var copy = new MemoryStream();
            if (entry.Kind is TarEntryKind.File or TarEntryKind.Unknown) await reader.CopyDataToAsync(copy);
            Assert.Equal(data![i], copy.ToArray());
        }
        await reader.DrainAsync();
    }

    private static string Describe(TarEntry entry) =>
        $"{entry.Name} {entry.Kind} {entry.Type} {entry.Mode} {entry.Uid}:{entry.Gid} {entry.ModifyTime} {entry.LinkName} {entry.Device} {entry.Size} {entry.PackedSize} "
        + $"{entry.HeaderOffset} {entry.DataOffset} {string.Join(' ', entry.Extents ?? [])} {string.Join(' ', entry.Xattrs.Select(x => x.Key + "=" + Convert.ToHexString(x.Value.Span)))}";

    private sealed class SlowStream(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(step, buffer.Length)], cancellationToken);
    }
}
