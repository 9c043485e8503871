using System.Buffers.Binary;
using System.Globalization;

namespace UnionFs.Tests.Live;

/// <summary>
/// One live file system over layers, and rounds of work on it by writers, readers and one who takes snapshots, forks, commits and restores. Every file is one
/// stamp over its whole length, whoever wrote it; files go in pairs that a batch writes, so they are alike in every state.
/// </summary>
internal sealed class SoakRun
{
    private const int Writers = 3, Readers = 3, StepsOfARound = 400, Pairs = 6, StampBytes = 8;
    private const int LongestFile = 40_000; // more than two chunks

    private readonly LayerStack _layers;
    private readonly UnionFileSystem _fs;
    private readonly Snapshot _empty;
    private long _writes, _reads, _batches, _snapshots, _forks, _commits, _restores, _renames;
    private long _stamp;
    private int _rounds;

    internal SoakRun()
    {
        _layers = LayerStack.FromBottom([.. Enumerable.Range(0, 4).Select(i => Layer(i))]);
        _fs = new UnionFileSystem(_layers);
        _empty = _fs.Snapshot();
    }

    internal string Counts => string.Create(CultureInfo.InvariantCulture,
        $"{_writes:N0} writes, {_renames:N0} renames, {_batches:N0} batches, {_reads:N0} reads, {_snapshots:N0} snapshots, {_forks:N0} forks, {_commits:N0} commits, {_restores:N0} restores");

    /// <summary>A run that left something out would prove nothing of it.</summary>
    internal void CheckAllWasDone() =>
        Assert.All(new[] { _writes, _reads, _batches, _snapshots, _forks, _commits, _restores, _renames }, count => Assert.True(count > 0));

    /// <summary>Work, and then everything is removed and the accounts are looked at.</summary>
    internal void Round()
    {
        int round = _rounds++, writing = Writers + 1;
        void Write(int seed)
        {
            try
            {
                var random = new Random(seed);
                for (int i = 0; i < StepsOfARound; i++) WriteOnce(random);
            }
            finally
            {
                Interlocked.Decrement(ref writing);
            }
        }
        void Keep(int seed)
        {
            try
            {
                var random = new Random(seed);
                var kept = new Queue<Snapshot>([_fs.Snapshot()]);
                for (int i = 0; i < StepsOfARound / 4; i++) KeepOnce(random, kept);
            }
            finally
            {
                Interlocked.Decrement(ref writing);
            }
        }
        void Read()
        {
            while (Volatile.Read(ref writing) > 0) ReadOnce(_fs.Snapshot());
        }
        Task[] all = [
            .. Enumerable.Range(0, Writers).Select(i => Task.Factory.StartNew(() => Write((round * 100) + i), TaskCreationOptions.LongRunning)),
            Task.Factory.StartNew(() => Keep((round * 100) + 50), TaskCreationOptions.LongRunning),
            .. Enumerable.Range(0, Readers).Select(_ => Task.Factory.StartNew(Read, TaskCreationOptions.LongRunning))];
        Task.WaitAll(all);
        Empty();
    }

    private void WriteOnce(Random random)
    {
        int pair = random.Next(Pairs);
        switch (random.Next(6))
        {
            case 0 or 1:
                WritePair(pair, random.Next(1, LongestFile / StampBytes) * StampBytes);
                break;
            case 2:
                // A handle of its own, that others rename, replace and remove under it.
                if (_fs.Posix.Open($"/own/{pair}", OpenFlags.O_RDWR | OpenFlags.O_CREAT, out FileHandle? handle) == FsError.None)
                {
                    using (handle)
                    {
                        handle!.Write(0, Stamped(random.Next(1, 500) * StampBytes)).ThrowIfError("/own");
                        handle.Stat(out FileStat stat).ThrowIfError("/own");
                        Assert.Equal(0, stat.Size % StampBytes);
                    }
                }
                Interlocked.Increment(ref _writes);
                break;
            case 3:
                // What is missing is missing because somebody else has moved or removed it.
                FsError error = _fs.Posix.Rename($"/own/{pair}", $"/own/{random.Next(Pairs)}");
                Assert.Contains(error, new[] { FsError.None, FsError.ENOENT });
                Interlocked.Increment(ref _renames);
                break;
            case 4:
                error = _fs.Posix.Unlink($"/own/{pair}");
                Assert.Contains(error, new[] { FsError.None, FsError.ENOENT });
                break;
            default:
                error = _fs.Posix.Link($"/own/{pair}", $"/own/link{random.Next(Pairs)}");
                Assert.Contains(error, new[] { FsError.None, FsError.ENOENT, FsError.EEXIST });
                break;
        }
    }

    /// <summary>Both files of a pair, longer or shorter than before, in one step.</summary>
    private void WritePair(int pair, int length)
    {
        byte[] bytes = Stamped(length);
        _fs.Update(batch =>
        {
            batch.File.WriteAllBytes($"/pairs/{pair}/a", bytes);
            batch.File.WriteAllBytes($"/pairs/{pair}/b", bytes);
        });
        Interlocked.Increment(ref _batches);
    }

    private void KeepOnce(Random random, Queue<Snapshot> kept)
    {
        switch (random.Next(5))
        {
            case 0:
                kept.Enqueue(_fs.Snapshot());
                if (kept.Count > 4) ReadOnce(kept.Dequeue());
                Interlocked.Increment(ref _snapshots);
                break;
            case 1:
                UnionFileSystem fork = _fs.Fork();
                fork.Posix.RemoveTree("/pairs/0").ThrowIfError("/pairs/0");
                Assert.True(_fs.Directory.Exists("/pairs/0"));
                Interlocked.Increment(ref _forks);
                break;
            case 2:
                _fs.Commit();
                // Each difference is a layer more, and looking through them all takes longer each time.
                if (_fs.Layers.Count > 40) _fs.Restore(_empty);
                Interlocked.Increment(ref _commits);
                break;
            case 3:
                _fs.Restore(kept.Peek());
                Interlocked.Increment(ref _restores);
                break;
            default:
                Snapshot state = _fs.Snapshot();
                ReadOnce(new Snapshot(state.Layers.Push(state.Diff())));
                break;
        }
    }

    /// <summary>Every file is one stamp, pairs are alike, and the sizes are those that were written.</summary>
    private void ReadOnce(Snapshot state)
    {
        for (int pair = 0; pair < Pairs; pair++)
        {
            byte[] a = state.File.ReadAllBytes($"/pairs/{pair}/a"), b = state.File.ReadAllBytes($"/pairs/{pair}/b");
            Assert.True(a.AsSpan().SequenceEqual(b), "a pair is not alike");
            Assert.True(a.Length > 0 && CheckWrites(a) == 1, "a torn file");
        }
        foreach (string path in state.Directory.EnumerateFiles("/own"))
        {
            byte[] bytes = state.File.ReadAllBytes(path);
            CheckWrites(bytes);
            state.Posix.Stat(path, out FileStat stat).ThrowIfError(path);
            Assert.Equal(bytes.Length, stat.Size);
        }
        Interlocked.Increment(ref _reads);
    }

    /// <summary>How many writes a file shows. Each began at its start, so what is left of one is in one piece.</summary>
    private static int CheckWrites(byte[] bytes)
    {
        Assert.Equal(0, bytes.Length % StampBytes);
        var stamps = new HashSet<long>();
        long last = 0;
        for (int at = 0; at < bytes.Length; at += StampBytes)
        {
            long stamp = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));
            Assert.True(stamp == last || stamps.Add(stamp), "a torn write");
            last = stamp;
        }
        return stamps.Count;
    }

    private byte[] Stamped(int length)
    {
        var bytes = new byte[length];
        long stamp = Interlocked.Increment(ref _stamp);
        for (int at = 0; at < length; at += StampBytes) BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), stamp);
        return bytes;
    }

    /// <summary>Removes everything, layer by layer gone too, and looks whether the accounts are where they began.</summary>
    private void Empty()
    {
        _fs.Posix.RemoveTree("/pairs").ThrowIfError("/pairs");
        _fs.Posix.RemoveTree("/own").ThrowIfError("/own");
        Assert.Empty(_fs.Directory.List("/"));
        _fs.Posix.StatFs("/", out FileSystemUsage usage).ThrowIfError("/");
        Assert.Equal((0L, 0L), (usage.UsedBytes, usage.UsedInodes));
        // Every file that was changed while open is an ordinary node again.
        Assert.Empty(_fs.Tree.Inodes);
        _fs.Restore(_empty);
    }

    private static Layer Layer(int number)
    {
        var builder = new LayerBuilder($"{number}").AddDirectory("/own");
        for (int pair = 0; pair < Pairs; pair++)
            if (pair % 2 == number % 2) builder.AddFile($"/pairs/{pair}/a", new string((char)('a' + number), 80)).AddFile($"/pairs/{pair}/b", new string((char)('a' + number), 80));
        return builder.Build();
    }
}
