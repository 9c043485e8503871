using System.IO.Abstractions;
using UnionFs.SystemIO.Paths;

namespace UnionFs.SystemIO.Entries;

/// <summary>
/// What FileSystemInfo does: an entry by its path, whose state is looked at when somebody first asks, and kept until it is changed through
/// this object or <see cref="Refresh"/> is called.
/// </summary>
internal abstract class UnionEntryInfo : Entity, IFileSystemInfo
{
    private EntryState? _state;
    private string? _linkTarget;
    private bool _isLinkTargetKnown;

    private protected UnionEntryInfo(UnionFileSystemIO system, string originalPath, string fullPath, EntryState? state) : base(system)
    {
        OriginalPath = originalPath;
        FullName = fullPath;
        _state = state;
    }

    /// <summary>As the caller wrote it.</summary>
    private protected string OriginalPath { get; set; }

    public string FullName { get; private protected set; }

    public abstract string Name { get; }

    public string Extension => FullName.EndsWith('.') ? "." : UnixPath.Extension(FullName).ToString();

    public bool Exists => State is { Error: FsError.None, Exists: true } state && state.IsDirectory == IsDirectory;

    public FileAttributes Attributes
    {
        get => WithHidden(Known.Attributes);
        set => Change(() => Files.File.SetAttributes(FullName, value));
    }

    public DateTime CreationTime
    {
        get => Known.Creation.LocalDateTime;
        set => Change(() => Files.File.SetCreationTime(FullName, value));
    }

    public DateTime CreationTimeUtc
    {
        get => Known.Creation.UtcDateTime;
        set => Change(() => Files.File.SetCreationTimeUtc(FullName, value));
    }

    public DateTime LastAccessTime
    {
        get => Known.LastAccess.LocalDateTime;
        set => Change(() => Files.File.SetLastAccessTime(FullName, value));
    }

    public DateTime LastAccessTimeUtc
    {
        get => Known.LastAccess.UtcDateTime;
        set => Change(() => Files.File.SetLastAccessTimeUtc(FullName, value));
    }

    public DateTime LastWriteTime
    {
        get => Known.LastWrite.LocalDateTime;
        set => Change(() => Files.File.SetLastWriteTime(FullName, value));
    }

    public DateTime LastWriteTimeUtc
    {
        get => Known.LastWrite.UtcDateTime;
        set => Change(() => Files.File.SetLastWriteTimeUtc(FullName, value));
    }

    public UnixFileMode UnixFileMode
    {
        get => Known.Mode;
        set => Change(() => Files.File.SetUnixFileMode(FullName, value));
    }

    public string? LinkTarget
    {
        get
        {
            if (_isLinkTargetKnown) return _linkTarget;
            // With a slash at its end a path is no link's.
            _linkTarget = Files.Posix.ReadLink(FullName, out string target) == FsError.None ? target : null;
            _isLinkTargetKnown = true;
            return _linkTarget;
        }
    }

    public void CreateAsSymbolicLink(string pathToTarget)
    {
        Links.Create(Files, OriginalPath, pathToTarget);
        Forget();
    }

    public IFileSystemInfo? ResolveLinkTarget(bool returnFinalTarget) => IsDirectory
        ? Owner.Directory.ResolveLinkTarget(FullName, returnFinalTarget)
        : Owner.File.ResolveLinkTarget(FullName, returnFinalTarget);

    public abstract void Delete();

    public void Refresh()
    {
        Forget();
        _ = State;
    }

    public override string ToString() => OriginalPath;

    private protected abstract bool IsDirectory { get; }

    private protected EntryState State => _state ??= EntryState.Of(Files, FullName);

    /// <summary>The state; throws where nothing could be told.</summary>
    private protected EntryState Known
    {
        get
        {
            EntryState state = State;
            state.Error.ThrowIfError(FullName);
            return state;
        }
    }

    private protected void Forget()
    {
        _state = null;
        _linkTarget = null;
        _isLinkTargetKnown = false;
    }

    private protected string Full(string path, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(path, parameter);
        return UnixPath.Full(path, Files.Directory.GetCurrentDirectory());
    }

    /// <summary>A leading dot hides, and it is the name as the caller wrote it that counts: `.` is hidden too.</summary>
    private FileAttributes WithHidden(FileAttributes attributes)
    {
        if (attributes == (FileAttributes)(-1)) return attributes;
        attributes &= ~(FileAttributes.Hidden | FileAttributes.Normal);
        if (Name.StartsWith('.')) attributes |= FileAttributes.Hidden;
        return attributes == 0 ? FileAttributes.Normal : attributes;
    }

    private void Change(Action change)
    {
        change();
        Forget();
    }
}
