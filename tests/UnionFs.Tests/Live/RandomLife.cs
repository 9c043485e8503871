using UnionFs.Model;

namespace UnionFs.Tests.Live;

/// <summary>A random life of a file system, with few names so that they meet often. The same seed gives the same life.</summary>
internal sealed class RandomLife : IDisposable
{
    private const int Verbs = 30;

    private readonly Random _random;
    private readonly bool _forks;
    private readonly string _letters;
    private readonly ManualClock _clock = new();
    private readonly List<FileHandle> _handles = [];
    private readonly List<Snapshot> _snapshots = [];

    /// <param name="seed">Where the life comes from.</param>
    /// <param name="ignoreCase">Whether the file system ignores case; it has files then whose names differ in case alone.</param>
    /// <param name="limits">What it may grow to.</param>
    /// <param name="forks">Whether it goes on in a fork now and then; who watches it stays behind.</param>
    internal RandomLife(int seed, bool ignoreCase = false, FileSystemLimits? limits = null, bool forks = false)
    {
        _forks = forks;
        _random = new Random(seed);
        _letters = ignoreCase ? "aAbBc" : "abc";
        var below = new UnionFileSystem(new LayerBuilder().AddFile("/a/b", "ab").AddFile("/b", "b").AddFile("/c/a/a", "caa").Build(), _clock);
        below.Posix.Link("/b", "/c/b");
        below.Posix.Symlink("/a", "/c/c");
        LayerStack stack = LayerStack.Empty.Push(below.Snapshot().ToLayer());
        if (ignoreCase) stack = stack.Push(new LayerBuilder().AddFile("/a/AB", "1").AddFile("/a/Ab", "2").AddHardLink("/A/c", "/a/Ab").Build()).WithNames(NameComparison.IgnoreCase);
        FileSystem = new UnionFileSystem(stack, _clock) { Limits = limits ?? FileSystemLimits.None };
        _snapshots.Add(FileSystem.Snapshot());
    }

    internal UnionFileSystem FileSystem { get; private set; }

    internal IReadOnlyList<FileHandle> Handles => _handles;

    /// <summary>What was done, for a person.</summary>
    internal List<string> Log { get; } = [];

    /// <summary>Does one more thing; says whether it was a restore.</summary>
    internal bool Step()
    {
        _clock.Advance(TimeSpan.FromSeconds(1));
        switch (_random.Next(30))
        {
            case < 2:
                Batch();
                return false;
            case 2:
                _snapshots.Add(FileSystem.Snapshot());
                Log.Add("snapshot");
                return false;
            case < 5:
                int index = _random.Next(_snapshots.Count);
                Log.Add($"restore {index}");
                FileSystem.Restore(_snapshots[index]);
                return true;
            case 5:
                FileSystem.Commit();
                Log.Add("commit");
                return false;
            case 6 when _forks:
                FileSystem = FileSystem.Fork();
                Log.Add("fork");
                return false;
            default:
                Do(FileSystem);
                return false;
        }
    }

    public void Dispose()
    {
        foreach (FileHandle handle in _handles) handle.Dispose();
    }

    private void Batch()
    {
        bool fails = _random.Next(4) == 0;
        Log.Add(fails ? "failing batch" : "batch");
        int handles = _handles.Count;
        try
        {
            FileSystem.Update(batch =>
            {
                for (int i = _random.Next(1, 8); i > 0; i--) Do(batch);
                if (fails) throw new InvalidDataException();
            });
        }
        catch (InvalidDataException)
        {
            Log.Add("undone");
        }
        Log.Add("end");
    }

    private void Do(FileSystem fs)
    {
        PosixVerbs posix = fs.Posix;
        int verb = _random.Next(Verbs);
        string path = SomePath();
        string other = SomePath();
        PosixPath place = SomePlace(path), another = SomePlace(other);
        FsError error = verb switch
        {
            0 or 1 => posix.WriteContent(place, SomeContent()),
            2 or 3 => posix.Mkdir(place),
            4 => posix.Symlink(_random.Next(2) == 0 ? other : "../" + other[1..], place),
            5 or 6 => posix.Link(place, another, _random.Next(2) == 0),
            7 => posix.Unlink(place),
            8 => posix.Rmdir(place),
            9 => posix.RemoveTree(place),
            10 or 11 => posix.Rename(place, another),
            12 => posix.Rename(place, another, RenameFlags.RENAME_EXCHANGE),
            13 => posix.Truncate(place, _random.Next(4)),
            14 => posix.Chmod(place, _random.Next(0x200)),
            15 => posix.Chown(place, (uint)_random.Next(3), null, _random.Next(2) == 0),
            16 => posix.Utimens(place, TimeSetting.Now, _random.Next(2) == 0 ? TimeSetting.Now : TimeSetting.Omit, _random.Next(2) == 0),
            17 => posix.SetXattr(place, "user.x", new[] { (byte)_random.Next(3) }),
            18 => posix.RemoveXattr(place, "user.x"),
            19 => Append(fs, path),
            20 => MakeDirectories(fs, path),
            21 => Open(posix, place),
            22 => OpenNameless(posix, path),
            23 => _handles.Count == 0 ? FsError.EBADF : posix.Link(_handles[_random.Next(_handles.Count)].Itself, path),
            24 => OpenAgain(posix),
            _ => Use(),
        };
        Log.Add($"verb {verb} {path} {other}: {error}");
    }

    private FsError Append(FileSystem fs, string path)
    {
        try
        {
            fs.File.AppendAllText(path, "+");
            return FsError.None;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return FsError.EIO;
        }
    }

    private FsError MakeDirectories(FileSystem fs, string path)
    {
        try
        {
            fs.Directory.CreateDirectory(path);
            return FsError.None;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return FsError.EIO;
        }
    }

    private FsError Open(PosixVerbs posix, PosixPath path)
    {
        OpenFlags flags = _random.Next(5) switch
        {
            0 => OpenFlags.O_DIRECTORY,
            1 => OpenFlags.O_RDWR | OpenFlags.O_TRUNC,
            2 => OpenFlags.O_RDWR | OpenFlags.O_CREAT,
            3 => OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_TRUNC | OpenFlags.O_APPEND,
            _ => OpenFlags.O_RDWR,
        };
        FsError error = posix.Open(path, flags, out FileHandle? handle);
        if (handle is not null) _handles.Add(handle);
        return error;
    }

    private FsError OpenNameless(PosixVerbs posix, string path)
    {
        FsError error = posix.Open(path[..path.LastIndexOf('/')] + "/", OpenFlags.O_TMPFILE | OpenFlags.O_RDWR, out FileHandle? handle);
        if (handle is not null) _handles.Add(handle);
        return error;
    }

    /// <summary>A directory once more, also one that was removed.</summary>
    private FsError OpenAgain(PosixVerbs posix)
    {
        if (_handles.Count == 0) return FsError.EBADF;
        FsError error = posix.Open(_handles[_random.Next(_handles.Count)].At("."), OpenFlags.O_DIRECTORY, out FileHandle? handle);
        if (handle is not null) _handles.Add(handle);
        return error;
    }

    /// <summary>A path from the root, mostly; else from something open, of which a batch knows those from outside too.</summary>
    private PosixPath SomePlace(string path)
    {
        if (_handles.Count == 0 || _random.Next(6) != 0) return path;
        FileHandle handle = _handles[_random.Next(_handles.Count)];
        return _random.Next(5) switch
        {
            0 => handle.Itself,
            1 => handle.At("."),
            2 => handle.At(".." + path),
            _ => handle.At(path.AsSpan(1)),
        };
    }

    /// <summary>Within a batch a handle from outside says EDEADLK; one from a batch that has ended says EBADF.</summary>
    private FsError Use()
    {
        if (_handles.Count == 0) return FsError.EBADF;
        int index = _random.Next(_handles.Count);
        FileHandle handle = _handles[index];
        switch (_random.Next(6))
        {
            case 0:
                _handles.RemoveAt(index);
                handle.Dispose();
                return FsError.None;
            case 1:
                return handle.SetMode(_random.Next(0x200));
            case 2:
                return handle.SetTimes(TimeSetting.Omit, TimeSetting.Now);
            case 3:
                return handle.SetLength(_random.Next(4));
            default:
                return handle.Write(_random.Next(3), [(byte)_random.Next(256)]);
        }
    }

    private Content SomeContent()
    {
        var bytes = new byte[_random.Next(8) == 0 ? 20_000 : 1];
        bytes[0] = (byte)_random.Next(256);
        return Content.From(bytes);
    }

    private string SomePath()
    {
        string path = "";
        for (int i = _random.Next(1, 4); i > 0; i--) path += "/" + _letters[_random.Next(_letters.Length)];
        // One of the files that are alike, by its own name or by another.
        return _letters.Length > 3 && _random.Next(12) == 0 ? "/a/" + (_random.Next(2) == 0 ? "Ab" : "aB") : path;
    }
}
