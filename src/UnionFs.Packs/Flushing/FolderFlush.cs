using System.Globalization;
using UnionFs.Host;

namespace UnionFs.Packs.Flushing;

/// <summary>
/// Changes a folder of the host, all or nothing. New files are written to a directory in it; then a journal says what is to be done, by one rename: from there on it will be,
/// by this process, or after that was killed by the next one that opens the folder. Every step may be done twice. Without a journal nothing has happened.
/// </summary>
internal sealed class FolderFlush : IDisposable
{
    /// <summary>The directory in the folder where everything happens; it is not part of the pack.</summary>
    internal const string StageName = ".unionfs-flush";

    private const string NewName = "new", OldName = "old", LockName = "lock";

    private readonly string _folder;
    private readonly string _stage;
    private readonly Action? _onStep;
    private readonly FileStream _lock;
    private List<FolderStep> _steps = [];
    private bool _isCommitted;

    private FolderFlush(string folder, Action? onStep)
    {
        (_folder, _stage, _onStep) = (folder, Path.Combine(folder, StageName), onStep);
        Directory.CreateDirectory(_stage);
        // Goes with the process, however it ends.
        _lock = new FileStream(Path.Combine(_stage, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }

    /// <summary>Writes everything aside.</summary>
    /// <exception cref="IOException">It cannot be written, or another flush is under way; the folder is as before.</exception>
    internal static FolderFlush Prepare(FolderChanges changes, Action? onStep)
    {
        string folder = changes.Pack.Source!;
        Recover(folder);
        var steps = changes.Steps.ToList();
        foreach (FolderStep step in steps) CheckParents(folder, step.Path);
        var flush = new FolderFlush(folder, onStep);
        try
        {
            onStep?.Invoke();
            HostExport.Export(new Snapshot(LayerStack.FromBottom(changes.Puts)), "/", Path.Combine(flush._stage, NewName), new ExportOptions { Owners = false });
            onStep?.Invoke();
            Directory.CreateDirectory(Path.Combine(flush._stage, OldName));
            flush._steps = steps;
            return flush;
        }
        catch
        {
            flush.Dispose();
            throw;
        }
    }

    /// <summary>From here on there is no way back.</summary>
    internal void Commit()
    {
        _onStep?.Invoke();
        FolderJournal.Write(_stage, _steps);
        _isCommitted = true;
        _onStep?.Invoke();
    }

    /// <summary>Does what the journal says.</summary>
    /// <exception cref="IOException">A step fails; the next one who opens the folder goes on.</exception>
    internal void Complete()
    {
        for (int i = 0; i < _steps.Count; i++)
        {
            Do(_steps[i], i);
            _onStep?.Invoke();
        }
        File.Delete(FolderJournal.PathIn(_stage));
        _isCommitted = false;
        _onStep?.Invoke();
    }

    /// <summary>Without a journal all that is aside goes.</summary>
    public void Dispose()
    {
        // Under the lock, so that it is nobody else's that goes; Windows does not remove what is open.
        if (OperatingSystem.IsWindows()) _lock.Dispose();
        if (!_isCommitted) Clear();
        _lock.Dispose();
    }

    private void Clear()
    {
        try
        {
            Directory.Delete(_stage, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next flush tries again.
        }
    }

    /// <summary>Ends what a flush that was killed has begun, and removes what it left. Does nothing in a folder that has nothing of the kind.</summary>
    /// <exception cref="IOException">A flush is under way, or a step fails.</exception>
    /// <exception cref="InvalidDataException">There is a journal that no flush wrote.</exception>
    internal static void Recover(string folder)
    {
        string stage = Path.Combine(folder, StageName);
        if (!Directory.Exists(stage) || IsLink(stage)) return;
        using var flush = new FolderFlush(folder, null);
        if (FolderJournal.Read(stage) is not { } steps) return;
        // Until all is done a failure must leave the journal where it is.
        flush._isCommitted = true;
        flush._steps = steps;
        foreach (FolderStep step in steps) CheckParents(folder, step.Path);
        flush.Complete();
    }

    private void Do(FolderStep step, int index)
    {
        string place = Path.Combine(_folder, step.Path[1..]);
        switch (step.Action)
        {
            case FolderAction.Remove:
                // What was taken out, or that nothing was there, is noted there: done again, it would take out what came since.
                string old = Path.Combine(_stage, OldName, index.ToString(CultureInfo.InvariantCulture));
                if (IsThere(old)) break;
                if (IsThere(place)) Rename(place, old);
                else File.WriteAllBytes(old, []);
                break;
            case FolderAction.MakeDirectory:
                Directory.CreateDirectory(place);
                break;
            default:
                string made = Path.Combine(_stage, NewName, step.Path[1..]);
                if (!IsThere(made)) break;
                Directory.CreateDirectory(Path.GetDirectoryName(place)!);
                Rename(made, place);
                break;
        }
    }

    private static void Rename(string from, string to)
    {
        // A link to a directory counts as one there.
        if (Directory.Exists(from)) Directory.Move(from, to);
        else File.Move(from, to, overwrite: true);
    }

    private static bool IsThere(string path) => File.Exists(path) || Directory.Exists(path) || IsLink(path);

    private static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    /// <summary>Nothing is written through a link that lies in the folder.</summary>
    private static void CheckParents(string folder, string path)
    {
        for (int slash = path.IndexOf('/', 1); slash > 0; slash = path.IndexOf('/', slash + 1))
            if (IsLink(Path.Combine(folder, path[1..slash]))) throw new IOException($"'{path[..slash]}' in '{folder}' is a symbolic link: nothing is written through it.");
    }
}
