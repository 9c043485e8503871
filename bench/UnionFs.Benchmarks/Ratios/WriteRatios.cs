namespace UnionFs.Benchmarks.Ratios;

/// <summary>Writing into large files: over what is there, the first byte of a file from a layer, at the end. Nanoseconds a write.</summary>
internal static class WriteRatios
{
    private const int Block = 4096;
    private const int Gibibyte = 1 << 30;
    private const int Writes = 4096;

    internal static IEnumerable<Ratio> Overwrite()
    {
        (double ours, double memcpy, double afterSnapshot) = Overwrite(Rounds.Many, Gibibyte);
        yield return new Ratio("overwrite 4 KiB anywhere in 1 GiB, one handle; memcpy", ours, memcpy, 2.5, "ns");
        yield return Ratio.Limit("overwrite 4 KiB anywhere in 1 GiB after a snapshot each", afterSnapshot / 1000, 10, "us");
    }

    internal static IEnumerable<Ratio> CopyUp()
    {
        (double time, double allocated) = CopyUp(Rounds.Many, Gibibyte);
        yield return Ratio.Limit("first byte written to a file of 1 GiB from a layer", time / 1000, 10, "us");
        yield return Ratio.Limit("the same, allocated", allocated / 1024, 32, "K");
    }

    internal static IEnumerable<Ratio> Append()
    {
        (double ours, double stream) = Append(Rounds.Many, 16_384);
        yield return new Ratio("append 4 KiB, 16,384 times; MemoryStream of known size", ours, stream, 2, "ns");
        yield return Ratio.Limit("open, append 100 bytes, close", OpenAndAppend(Rounds.Many, 0) / 1000, 3, "us");
    }

    /// <param name="rounds">How often.</param>
    /// <param name="length">Of the file: some MiB.</param>
    internal static (double Ours, double Memcpy, double AfterSnapshot) Overwrite(Rounds rounds, int length)
    {
        byte[] block = new byte[Block], flat = GC.AllocateArray<byte>(length), piece = new byte[1 << 20];
        new Random(1).NextBytes(piece);
        var fs = new UnionFileSystem();
        using (FileSystemStream stream = fs.File.Create("/file"))
            for (int i = 0; i < length >> 20; i++) stream.Write(piece);
        for (int i = 0; i < length >> 20; i++) piece.CopyTo(flat, i << 20);
        fs.Posix.Open("/file", OpenFlags.O_RDWR, out FileHandle? handle);
        long[] places = [.. Enumerable.Range(0, Writes).Select(i => i * 104_729L % (length / Block) * Block)];
        double[] taken = rounds.PerOperation(Writes,
            () => { foreach (long place in places) handle!.Write(place, block); },
            () => { foreach (long place in places) block.CopyTo(flat.AsSpan((int)place)); });
        double[] after = rounds.PerOperation(Writes, () => { foreach (long place in places) { fs.Snapshot(); handle!.Write(place, block); } });
        handle!.Dispose();
        return (taken[0], taken[1], after[0]);
    }

    internal static (double Time, double Allocated) CopyUp(Rounds rounds, int length)
    {
        Layer layer = new LayerBuilder("large").AddFile("/file", Content.FromOwned(GC.AllocateArray<byte>(length))).Build();
        var basis = new UnionFileSystem(layer);
        byte[] one = [1];
        double time = rounds.OfPrepared(basis.Fork,
            fs => { fs.Posix.Open("/file", OpenFlags.O_RDWR, out FileHandle? handle); handle!.Write(length / 2, one); handle.Dispose(); }, 100);
        UnionFileSystem fork = basis.Fork();
        fork.Posix.Open("/file", OpenFlags.O_RDWR, out FileHandle? file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        file!.Write(length / 2, one);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        file.Dispose();
        return (time, allocated);
    }

    internal static (double Ours, double MemoryStream) Append(Rounds rounds, int blocks)
    {
        byte[] block = new byte[Block];
        // A few alone would be measured with caches that the collection before left cold.
        int files = Math.Max(1, 4096 / blocks);
        double[] taken = rounds.PerOperation(blocks * files, () => Repeat(Ours), () => Repeat(Theirs));
        return (taken[0], taken[1]);

        void Repeat(Action file)
        {
            for (int i = 0; i < files; i++) file();
        }

        void Ours()
        {
            var fs = new UnionFileSystem();
            fs.Posix.Open("/log", OpenFlags.O_CREAT | OpenFlags.O_WRONLY | OpenFlags.O_APPEND, out FileHandle? handle);
            for (int i = 0; i < blocks; i++) handle!.Write(0, block);
            handle!.Dispose();
        }

        void Theirs()
        {
            var stream = new MemoryStream(blocks * Block);
            for (int i = 0; i < blocks; i++) stream.Write(block);
        }
    }

    /// <param name="rounds">How often.</param>
    /// <param name="length">Of the file at first; each write adds 100 bytes.</param>
    internal static double OpenAndAppend(Rounds rounds, int length)
    {
        var log = new UnionFileSystem();
        log.File.WriteAllBytes("/log", new byte[length]);
        byte[] line = new byte[100];
        double[] taken = rounds.PerOperation(1000, () =>
        {
            for (int i = 0; i < 1000; i++)
            {
                log.Posix.Open("/log", OpenFlags.O_WRONLY | OpenFlags.O_APPEND, out FileHandle? handle);
                handle!.Write(0, line);
                handle.Dispose();
            }
        });
        return taken[0];
    }
}
