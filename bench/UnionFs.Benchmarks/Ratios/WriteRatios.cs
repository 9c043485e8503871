namespace UnionFs.Benchmarks.Ratios;

/// <summary>Writing into large files: over what is there, the first byte of a file from a layer, at the end.</summary>
internal static class WriteRatios
{
    private const int Block = 4096;
    private const long Gibibyte = 1L << 30;
    private const int Writes = 4096;

    internal static IEnumerable<Ratio> Overwrite()
    {
        byte[] block = new byte[Block], flat = GC.AllocateArray<byte>((int)Gibibyte), piece = new byte[1 << 20];
        new Random(1).NextBytes(piece);
        var fs = new UnionFileSystem();
        using (FileSystemStream stream = fs.File.Create("/file"))
            for (int i = 0; i < 1024; i++) stream.Write(piece);
        for (int i = 0; i < 1024; i++) piece.CopyTo(flat, i << 20);
        fs.Posix.Open("/file", OpenFlags.O_RDWR, out FileHandle? handle);
        long[] places = [.. Enumerable.Range(0, Writes).Select(i => i * 104_729L % (Gibibyte / Block) * Block)];
        double[] taken = Rounds.PerOperation(Writes,
            () => { foreach (long place in places) handle!.Write(place, block); },
            () => { foreach (long place in places) block.CopyTo(flat.AsSpan((int)place)); });
        yield return new Ratio("overwrite 4 KiB anywhere in 1 GiB, one handle; memcpy", taken[0], taken[1], 2.5, "ns");
        taken = Rounds.PerOperation(Writes, () => { foreach (long place in places) { fs.Snapshot(); handle!.Write(place, block); } });
        yield return Ratio.Limit("overwrite 4 KiB anywhere in 1 GiB after a snapshot each", taken[0] / 1000, 10, "us");
        handle!.Dispose();
    }

    internal static IEnumerable<Ratio> CopyUp()
    {
        Layer layer = new LayerBuilder("large").AddFile("/file", Content.FromOwned(GC.AllocateArray<byte>((int)Gibibyte))).Build();
        var basis = new UnionFileSystem(layer);
        byte[] one = [1];
        yield return Ratio.Limit("first byte written to a file of 1 GiB from a layer",
            Rounds.OfPrepared(basis.Fork, fs => { fs.Posix.Open("/file", OpenFlags.O_RDWR, out FileHandle? handle); handle!.Write(Gibibyte / 2, one); handle.Dispose(); }, 100) / 1000, 10, "us");
        UnionFileSystem fork = basis.Fork();
        fork.Posix.Open("/file", OpenFlags.O_RDWR, out FileHandle? file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        file!.Write(Gibibyte / 2, one);
        yield return Ratio.Limit("the same, allocated", (GC.GetAllocatedBytesForCurrentThread() - before) / 1024.0, 32, "K");
        file.Dispose();
    }

    internal static IEnumerable<Ratio> Append()
    {
        const int blocks = 16_384;
        byte[] block = new byte[Block];
        double[] taken = Rounds.PerOperation(blocks,
            () =>
            {
                var fs = new UnionFileSystem();
                fs.Posix.Open("/log", OpenFlags.O_CREAT | OpenFlags.O_WRONLY | OpenFlags.O_APPEND, out FileHandle? handle);
                for (int i = 0; i < blocks; i++) handle!.Write(0, block);
                handle!.Dispose();
            },
            () =>
            {
                var stream = new MemoryStream(blocks * Block);
                for (int i = 0; i < blocks; i++) stream.Write(block);
            });
        yield return new Ratio("append 4 KiB, 16,384 times; MemoryStream of known size", taken[0], taken[1], 2, "ns");

        var log = new UnionFileSystem();
        log.File.WriteAllText("/log", "");
        byte[] line = new byte[100];
        taken = Rounds.PerOperation(1000, () =>
        {
            for (int i = 0; i < 1000; i++)
            {
                log.Posix.Open("/log", OpenFlags.O_WRONLY | OpenFlags.O_APPEND, out FileHandle? handle);
                handle!.Write(0, line);
                handle.Dispose();
            }
        });
        yield return Ratio.Limit("open, append 100 bytes, close", taken[0] / 1000, 3, "us");
    }
}
