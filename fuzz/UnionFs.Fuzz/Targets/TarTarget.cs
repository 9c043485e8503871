using UnionFs.Archives;

namespace UnionFs.Fuzz.Targets;

/// <summary>
/// Any bytes as an archive, as they are and as a plan of entries: read or refused with a <see cref="TarException"/> and nothing else, the
/// same from a pipe and at offsets; and what is read as a layer is written and read again as the same.
/// </summary>
internal sealed class TarTarget() : FuzzTarget("tar", maxLength: 2048)
{
    private static readonly TarLimits Limits = new() { MaxEntries = 5_000, MaxTotalBytes = 4 << 20, MaxUnpackedBytes = 16 << 20 };

    public override void Run(ReadOnlySpan<byte> input)
    {
        Check(input.ToArray());
        Check(new TarPlan(input).ToArchive());
    }

    private static void Check(byte[] archive)
    {
        Content content = Content.FromOwned(archive);
        CheckBothReaders(archive, content);
        var blob = new TarBlobOptions { Limits = Limits };
        CheckLayer(content, new TarLayerOptions { Blob = blob, ClampDotDot = true, SkipUnknownTypes = true });
        CheckLayer(content, new TarLayerOptions { Blob = blob, IsDiff = true, StripForeignXattrs = true });
    }

    private static void CheckBothReaders(byte[] archive, Content content)
    {
        var entries = new List<string>();
        TarException? refusal = null, streamed = null;
        try
        {
            TarIndex index = TarIndex.Read(content, "tar", Limits);
            foreach (TarEntry entry in index.Entries)
            {
                Read(index.Open(entry));
                entries.Add(Describe(entry));
            }
        }
        catch (TarException error)
        {
            refusal = error;
        }
        int count = 0;
        try
        {
            TarReader reader = TarReader.Create(new MemoryStream(archive), "tar", Limits);
            for (; reader.ReadAsync().AsTask().GetAwaiter().GetResult() is { } entry; count++)
                if (refusal is null && entries[count] != Describe(entry)) throw new InvalidOperationException($"{entries[count]} at offsets, {Describe(entry)} from a pipe");
        }
        catch (TarException error)
        {
            streamed = error;
        }
        if (refusal?.Message != streamed?.Message) throw new InvalidOperationException($"'{refusal?.Message}' at offsets, '{streamed?.Message}' from a pipe");
        if (refusal is null && count != entries.Count) throw new InvalidOperationException($"{entries.Count} entries at offsets, {count} from a pipe");
    }

    private static void CheckLayer(Content content, TarLayerOptions options)
    {
        LayerStack stack;
        try
        {
            stack = LayerStack.Empty.Push(TarLayer.Open(content, "tar", options).ToLayer(LayerStack.Empty));
        }
        catch (TarException)
        {
            return;
        }
        var written = new MemoryStream();
        LayerTarReport report = LayerTar.Write(stack.Top, LayerStack.Empty, written, BlobCompression.None, new LayerTarOptions { LeaveOutUnwritable = true });
        Layer again = TarLayer.Open(Content.FromOwned(written.ToArray()), "again", TarLayerOptions.Diff).ToLayer(LayerStack.Empty);
        if (report.Warnings.Count > 0) return;
        string before = Describe(stack), after = Describe(LayerStack.Empty.Push(again));
        if (before != after) throw new InvalidOperationException($"Written and read again:\n{after}\nBefore:\n{before}");
    }

    private static long Read(Content content)
    {
        var buffer = new byte[4096];
        long sum = 0;
        for (long offset = 0; content.Read(offset, buffer) is > 0 and int count; offset += count)
            foreach (byte value in buffer.AsSpan(0, count)) sum = sum * 31 + value;
        return sum;
    }

    private static string Describe(TarEntry entry) =>
        $"{entry.Name} {entry.Kind} {entry.Mode} {entry.Uid} {entry.Gid} {entry.ModifyTime} {entry.LinkName} {entry.Device} {entry.Size} {entry.PackedSize} {entry.HeaderOffset} {entry.DataOffset} {entry.Xattrs.Count}";

    private static string Describe(LayerStack stack)
    {
        var lines = new List<string>();
        void Visit(LayerEntry entry)
        {
            lines.Add($"{entry.Path} {entry.Kind} {entry.Metadata.Mode} {entry.Metadata.Uid} {entry.Metadata.ModifyTime} {entry.LinkTarget} {entry.Device} {Read(entry.Content)} {entry.Metadata.Xattrs.GetHashCode()}");
            if (entry.Kind != NodeKind.Directory) return;
            foreach (LayerEntry child in stack.List(entry.Path)) Visit(child);
        }
        Visit(stack.Find("/")!);
        return string.Join('\n', lines);
    }
}
