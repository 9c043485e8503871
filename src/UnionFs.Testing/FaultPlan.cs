using System.Globalization;

namespace UnionFs.Testing;

/// <summary>
/// What is to go wrong in a file system under test: set it as <see cref="UnionFileSystem.Interceptor"/>, or give it to
/// <see cref="FileSystemFixture.Fork(FaultPlan, TimeProvider)"/>. Each call adds a fault and returns the plan; a fault concerns a path and all below it.
/// What fails has changed nothing.
/// </summary>
/// <remarks>
/// Counts begin with the fault and at 1, and count what it concerns and what nothing else refuses: each read of a stream or handle and each member that
/// reads a whole file is one read; each verb that changes contents, names or attributes is one change (a new file that a stream
/// makes and cuts is two). Thread-safe; one plan may serve several file systems, and then counts for all of them.
/// </remarks>
public sealed class FaultPlan : FileSystemInterceptor
{
    private readonly Lock _gate = new();
    private readonly List<Fault> _opens = [];
    private readonly List<Fault> _reads = [];
    private readonly List<Fault> _changes = [];
    private readonly List<(PathScope Scope, TimeSpan Delay)> _delays = [];
    private readonly List<PathScope> _readOnly = [];
    private readonly List<string> _injected = [];
    private long? _free;

    /// <summary>The faults that happened, in order, a line each: which path, and which error.</summary>
    public IReadOnlyList<string> Injected
    {
        get
        {
            lock (_gate) return [.. _injected];
        }
    }

    /// <summary>The <paramref name="nth"/> opening fails, such as with EMFILE's kin; all others succeed.</summary>
    public FaultPlan FailOpen(int nth, FsError error = FsError.EACCES, string path = "/") => Add(_opens, nth, error, path);

    /// <summary>The <paramref name="nth"/> read fails; all others succeed.</summary>
    public FaultPlan FailRead(int nth, FsError error = FsError.EIO, string path = "/") => Add(_reads, nth, error, path);

    /// <summary>The <paramref name="nth"/> change fails; all others succeed.</summary>
    public FaultPlan FailChange(int nth, FsError error = FsError.EIO, string path = "/") => Add(_changes, nth, error, path);

    /// <summary>
    /// ENOSPC for what would write more than <paramref name="bytes"/> bytes of content in all from now on, whatever is removed meanwhile. A write that does
    /// not fit writes nothing; a smaller one may still. For a disk whose space comes back, set <see cref="UnionFileSystem.Limits"/>.
    /// </summary>
    public FaultPlan FillDiskAfter(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        lock (_gate) _free = bytes;
        return this;
    }

    /// <summary>EROFS for every change at <paramref name="path"/> and below, and for opening something there for writing.</summary>
    public FaultPlan MakeReadOnly(string path)
    {
        var scope = new PathScope(path);
        lock (_gate) _readOnly.Add(scope);
        return this;
    }

    /// <summary>Every read takes so long, by the file system's own clock: where that is a fake one, until the test moves it on. Delays add up.</summary>
    public FaultPlan SlowReads(TimeSpan delay, string path = "/")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        var scope = new PathScope(path);
        lock (_gate) _delays.Add((scope, delay));
        return this;
    }

    /// <inheritdoc/>
    protected override FsError BeforeOpen(string path, OpenFlags flags)
    {
        lock (_gate)
        {
            bool writes = (flags & (OpenFlags.O_WRONLY | OpenFlags.O_RDWR | OpenFlags.O_TRUNC)) != 0;
            if (writes && _readOnly.Exists(scope => scope.Includes(path))) return Inject(FsError.EROFS, "open", path);
            return Strike(_opens, "open", path);
        }
    }

    /// <inheritdoc/>
    protected override ReadVerdict BeforeRead(string path, long offset, long count)
    {
        lock (_gate)
        {
            TimeSpan delay = TimeSpan.Zero;
            foreach ((PathScope scope, TimeSpan each) in _delays)
                if (scope.Includes(path)) delay += each;
            return new ReadVerdict(Strike(_reads, "read", path), delay);
        }
    }

    /// <inheritdoc/>
    protected override FsError BeforeChange(ReadOnlySpan<FileChange> changes, long bytesWritten)
    {
        lock (_gate)
        {
            foreach (FileChange change in changes)
                if (_readOnly.Exists(scope => scope.IsTouchedBy(change))) return Inject(FsError.EROFS, "change", change.Path);
            if (bytesWritten > 0 && bytesWritten > _free) return Inject(FsError.ENOSPC, "change", changes[0].Path);
            FsError error = FsError.None;
            foreach (Fault fault in _changes)
                if (Includes(fault.Scope, changes) && fault.Strikes() && error == FsError.None) error = fault.Error;
            if (error != FsError.None) return Inject(error, "change", changes[0].Path);
            _free -= bytesWritten;
            return FsError.None;
        }
    }

    private static bool Includes(PathScope scope, ReadOnlySpan<FileChange> changes)
    {
        foreach (FileChange change in changes)
            if (scope.IsTouchedBy(change)) return true;
        return false;
    }

    private FaultPlan Add(List<Fault> faults, int nth, FsError error, string path)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nth, 1);
        if (error == FsError.None) throw new ArgumentException("A fault has an error.", nameof(error));
        var fault = new Fault(new PathScope(path), nth, error);
        lock (_gate) faults.Add(fault);
        return this;
    }

    /// <summary>Every fault that concerns the path counts, also where another strikes first.</summary>
    private FsError Strike(List<Fault> faults, string what, string path)
    {
        FsError error = FsError.None;
        foreach (Fault fault in faults)
            if (fault.Scope.Includes(path) && fault.Strikes() && error == FsError.None) error = fault.Error;
        return error == FsError.None ? error : Inject(error, what, path);
    }

    private FsError Inject(FsError error, string what, string path)
    {
        _injected.Add(string.Create(CultureInfo.InvariantCulture, $"{what} {path}: {error}"));
        return error;
    }

    private sealed class Fault(PathScope scope, int nth, FsError error)
    {
        private long _seen;

        internal PathScope Scope => scope;

        internal FsError Error => error;

        internal bool Strikes() => ++_seen == nth;
    }
}
