using System.Globalization;

namespace UnionFs.Tests.Contents;

/// <summary>
/// Random file operations, each checked where it worked against plain bytes; now and then everything is. Named for fsx, the file system exerciser.
/// The same seed gives the same run.
/// </summary>
internal sealed class FsxRun(int seed)
{
    private const int Chunk = ChunkedContent.ChunkSize;
    private const int CheckEvery = 2000;

    private readonly Random _random = new(seed);
    private readonly List<FsxWorld> _worlds = [];
    private readonly Queue<string> _tail = new();
    private readonly byte[] _read = new byte[1 << 16];
    private FsxStart _start = null!;

    internal void Execute(int operations)
    {
        _start = new FsxStart(_random);
        _worlds.Add(_start.Open());
        for (int step = 1; step <= operations; step++)
        {
            try
            {
                Step();
                if (step % CheckEvery == 0 || step == operations) _worlds.ForEach(world => world.CheckWhole());
            }
            catch (Exception e)
            {
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"UNIONFS_SEED={seed}, operation {step}; the last ones were\n  {string.Join("\n  ", _tail)}\n{e}"));
            }
        }
        _worlds.ForEach(world => world.Close());
    }

    private void Step()
    {
        FsxWorld world = _worlds[_random.Next(_worlds.Count)];
        int file = _random.Next(world.Files.Length);
        FileHandle handle = world.Files[file];
        FsxModel model = world.Models[file];
        Log($"world {_worlds.IndexOf(world)} file {file} of {model.Length}:");
        switch (_random.Next(1000))
        {
            case < 250: Write(handle, model); break;
            case < 350: CheckPart(handle, model, Pick(model)); break;
            case < 390: Truncate(handle, model); break;
            case < 590: Allocate(handle, model); break;
            case < 800: Copy(handle, model); break;
            case < 983: Seek(handle, model); break;
            case < 988: world.TakeSnapshot(); break;
            case < 992:
                if (world.Snapshots > 0) world.Restore(_random.Next(world.Snapshots));
                break;
            default: AddWorld(world); break;
        }
    }

    private void Write(FileHandle handle, FsxModel model)
    {
        (long offset, int length) = Pick(model, seldomLong: true);
        var bytes = new byte[length];
        if (_random.Next(8) > 0) _random.NextBytes(bytes);
        Log($"write {length} at {offset}");
        Assert.Equal(FsError.None, handle.Write(offset, bytes));
        model.Write(offset, bytes);
        CheckPart(handle, model, (offset, length));
    }

    private void Truncate(FileHandle handle, FsxModel model)
    {
        long length = _random.Next(10) switch
        {
            0 => 0,
            1 => _random.NextInt64(model.MaxLength + 1), // in a sparse file, mostly in the gap
            < 6 => Math.Max(model.Length - _random.Next(Chunk * 3), 0),
            _ => Pick(model).Offset,
        };
        Log($"truncate to {length}");
        Assert.Equal(FsError.None, handle.SetLength(length));
        model.SetLength(length);
        CheckPart(handle, model, (Math.Max(0, length - 100), 200));
    }

    private void Allocate(FileHandle handle, FsxModel model)
    {
        (long offset, long length) = Pick(model);
        if (_random.Next(8) == 0)
        {
            // From one window into the other, where there are two.
            (long Offset, int) end = Pick(model);
            (offset, length) = (Math.Min(offset, end.Offset), Math.Abs(offset - end.Offset) + 1);
        }
        AllocateFlags flags = _random.Next(6) switch
        {
            0 => AllocateFlags.None,
            1 => AllocateFlags.FALLOC_FL_KEEP_SIZE,
            2 => AllocateFlags.FALLOC_FL_ZERO_RANGE,
            3 => AllocateFlags.FALLOC_FL_ZERO_RANGE | AllocateFlags.FALLOC_FL_KEEP_SIZE,
            _ => AllocateFlags.FALLOC_FL_PUNCH_HOLE | AllocateFlags.FALLOC_FL_KEEP_SIZE,
        };
        Log($"allocate {flags} {length} at {offset}");
        Assert.Equal(FsError.None, handle.Allocate(flags, offset, length));
        if ((flags & (AllocateFlags.FALLOC_FL_ZERO_RANGE | AllocateFlags.FALLOC_FL_PUNCH_HOLE)) != 0) model.Clear(offset, offset + length);
        if ((flags & AllocateFlags.FALLOC_FL_KEEP_SIZE) == 0 && offset + length > model.Length) model.SetLength(offset + length);
        CheckPart(handle, model, (offset, (int)Math.Min(length, FsxModel.WindowSize)));
        CheckPart(handle, model, (offset + length - 1, 1));
    }

    private void Copy(FileHandle handle, FsxModel model)
    {
        FsxWorld other = _worlds[_random.Next(_worlds.Count)];
        int file = _random.Next(other.Files.Length);
        FileHandle source = other.Files[file];
        FsxModel from = other.Models[file];
        if (_random.Next(20) == 0)
        {
            if (from.Length <= model.MaxLength && !ReferenceEquals(from, model)) CopyWhole(source, from, handle, model);
            return;
        }
        (long sourceOffset, int length) = Pick(from);
        (long offset, int room) = Pick(model);
        if (_random.Next(2) == 0) offset = offset - (offset % Chunk) + (sourceOffset % Chunk);
        long window = offset >= FsxModel.High ? FsxModel.High : 0;
        length = (int)Math.Min(Math.Max(length, room), Math.Min(window, offset) + FsxModel.WindowSize - offset);
        length = (int)Math.Min(length, (sourceOffset >= FsxModel.High ? FsxModel.High : 0) + FsxModel.WindowSize - sourceOffset);
        Log($"copy {length} from {sourceOffset} of world {_worlds.IndexOf(other)} file {file} ({from.Length}) to {offset}");
        int possible = (int)Math.Clamp(from.Length - sourceOffset, 0, Math.Max(0, length));
        bool overlaps = ReferenceEquals(from, model) && possible > 0 && Math.Abs(sourceOffset - offset) < possible;
        if (length < 0) return;
        Assert.Equal(overlaps ? FsError.EINVAL : FsError.None, handle.CopyRange(source, sourceOffset, offset, length, out long copied));
        Assert.Equal(overlaps ? 0 : possible, copied);
        if (copied > 0) model.Write(offset, from.Read(sourceOffset, possible));
        CheckPart(handle, model, (offset, length));
    }

    /// <summary>What cp does, holes of gibibytes and all.</summary>
    private void CopyWhole(FileHandle source, FsxModel from, FileHandle handle, FsxModel model)
    {
        Log($"copy all {from.Length}");
        Assert.Equal(FsError.None, handle.CopyRange(source, 0, 0, long.MaxValue, out long copied));
        Assert.Equal(from.Length, copied);
        long length = Math.Max(model.Length, from.Length);
        foreach (long start in model.Starts)
        {
            int count = (int)Math.Clamp(from.Length - start, 0, FsxModel.WindowSize);
            if (count > 0) model.Write(start, from.Read(start, count));
        }
        model.SetLength(length);
        CheckPart(handle, model, Pick(model));
    }

    private void Seek(FileHandle handle, FsxModel model)
    {
        long offset = Pick(model).Offset;
        Log($"seek from {offset}");
        FsError dataError = handle.SeekData(offset, out long data);
        FsError holeError = handle.SeekHole(offset, out long hole);
        Assert.Equal(offset >= model.Length ? FsError.ENXIO : FsError.None, holeError);
        if (offset >= model.Length)
        {
            Assert.Equal(FsError.ENXIO, dataError);
            return;
        }
        Assert.True(hole >= offset && hole <= model.Length);
        if (dataError == FsError.ENXIO) data = model.Length;
        Assert.True(model.IsZero(offset, data), "a hole is zeros");
        Assert.True(data == offset ? hole > offset : hole == offset, "an offset is either in data or in a hole");
        Assert.Equal(dataError == FsError.None, data < model.Length);
    }

    /// <summary>A fork, or the start again: what was cut shows its lazy source no more.</summary>
    private void AddWorld(FsxWorld world)
    {
        if (_worlds.Count == 3)
        {
            int gone = (_worlds.IndexOf(world) + 1) % _worlds.Count;
            _worlds[gone].Close();
            _worlds.RemoveAt(gone);
        }
        _worlds.Add(_random.Next(4) == 0 ? world.Fork() : _start.Open());
    }

    /// <summary>Both ends of a range and what is beside it; between them a piece anywhere.</summary>
    private void CheckPart(FileHandle handle, FsxModel model, (long Offset, int Length) part)
    {
        Assert.Equal(model.Length, handle.Length);
        CheckPiece(handle, model, Math.Max(0, part.Offset - 64), Math.Min(part.Length + 128, Chunk));
        if (part.Length + 128 <= Chunk) return;
        CheckPiece(handle, model, part.Offset + part.Length + 64 - Chunk, Chunk);
        CheckPiece(handle, model, part.Offset + _random.Next(part.Length), _read.Length);
    }

    private void CheckPiece(FileHandle handle, FsxModel model, long from, int length)
    {
        from = Math.Max(0, from);
        Assert.Equal(FsError.None, handle.Read(from, _read.AsSpan(0, length), out int count));
        Assert.Equal(Math.Clamp(model.Length - from, 0, length), count);
        Assert.True(model.Matches(from, _read.AsSpan(0, count)), "bytes differ");
    }

    /// <summary>A range in one window, often on the edge of a chunk, sometimes over branches of the tree.</summary>
    private (long Offset, int Length) Pick(FsxModel model, bool seldomLong = false)
    {
        long window = _random.Next(2) == 0 ? model.Starts.Last() : 0;
        int offset = _random.Next(8) == 0 ? 0 : _random.Next(FsxModel.WindowSize);
        if (_random.Next(3) == 0) offset = Math.Clamp(offset - (offset % Chunk) + _random.Next(-1, 2), 0, FsxModel.WindowSize - 1);
        int length = _random.Next(seldomLong ? 40 : 10) switch
        {
            0 => Chunk * _random.Next(1, 65),
            1 or 2 => _random.Next(1, Chunk * 5),
            < 6 => _random.Next(1, Chunk),
            _ => _random.Next(1, 300),
        };
        return (window + offset, Math.Min(length, FsxModel.WindowSize - offset));
    }

    private void Log(FormattableString text)
    {
        if (_tail.Count == 40) _tail.Dequeue();
        _tail.Enqueue(FormattableString.Invariant(text));
    }
}
