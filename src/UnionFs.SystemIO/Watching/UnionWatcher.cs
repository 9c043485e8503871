using System.Collections.ObjectModel;
using System.ComponentModel;
using System.IO.Abstractions;

namespace UnionFs.SystemIO.Watching;

/// <summary>What FileSystemWatcher does on Linux, on a feed of changes: its settings, and turning it on and off.</summary>
internal sealed partial class UnionWatcher : Component, IFileSystemWatcher
{
    private const NotifyFilters AllFilters = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.Attributes | NotifyFilters.Size
        | NotifyFilters.LastWrite | NotifyFilters.LastAccess | NotifyFilters.CreationTime | NotifyFilters.Security;

    private readonly UnionFileSystemIO _system;
    private readonly FilterCollection _filters = [];
    private string _path;
    private NotifyFilters _notifyFilter = NotifyFilters.LastWrite | NotifyFilters.FileName | NotifyFilters.DirectoryName;
    private bool _includeSubdirectories;
    private int _internalBufferSize = 8192;
    private bool _isEnabled;
    private bool _isInitializing;
    private bool _isDisposed;

    internal UnionWatcher(UnionFileSystemIO system, string path = "")
    {
        _system = system;
        _path = path;
    }

    public IFileSystem FileSystem => _system;

    public bool EnableRaisingEvents
    {
        get => _isEnabled;
        set
        {
            if (_isEnabled == value) return;
            if (IsSuspended) _isEnabled = value;
            else if (value) StartIfNotDisposed();
            else Stop();
        }
    }

    public string Filter
    {
        get => _filters.Count == 0 ? "*" : _filters[0];
        set
        {
            _filters.Clear();
            _filters.Add(value);
        }
    }

    public Collection<string> Filters => _filters;

    public bool IncludeSubdirectories
    {
        get => _includeSubdirectories;
        set
        {
            if (_includeSubdirectories == value) return;
            _includeSubdirectories = value;
            Restart();
        }
    }

    /// <summary>Two events wait for the handlers for each byte: unless told as many as Linux keeps, 16,384.</summary>
    public int InternalBufferSize
    {
        get => _internalBufferSize;
        set
        {
            if (_internalBufferSize == value) return;
            _internalBufferSize = Math.Max(value, 4096);
            Restart();
        }
    }

    public NotifyFilters NotifyFilter
    {
        get => _notifyFilter;
        set
        {
            if ((value & ~AllFilters) != 0) throw new ArgumentException($"The value of argument 'value' ({(int)value}) is invalid for Enum type 'NotifyFilters'.");
            if (_notifyFilter == value) return;
            _notifyFilter = value;
            Restart();
        }
    }

    public string Path
    {
        get => _path;
        set
        {
            value ??= "";
            if (_path == value) return;
            if (value.Length == 0) throw new ArgumentException("The directory name  is invalid.", nameof(Path));
            if (!_system.Files.Directory.Exists(value)) throw new ArgumentException($"The directory name '{value}' does not exist.", nameof(Path));
            _path = value;
            Restart();
        }
    }

    public override ISite? Site
    {
        get => base.Site;
        set
        {
            base.Site = value;
            if (value is { DesignMode: true }) EnableRaisingEvents = true;
        }
    }

    public ISynchronizeInvoke? SynchronizingObject { get; set; }

    public void BeginInit()
    {
        bool isEnabled = _isEnabled;
        Stop();
        _isEnabled = isEnabled;
        _isInitializing = true;
    }

    public void EndInit()
    {
        _isInitializing = false;
        if (_path.Length > 0 && _isEnabled) Start();
    }

    private bool IsSuspended => _isInitializing || DesignMode;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Stop();
            Changed = Created = Deleted = null;
            Error = null;
            Renamed = null;
            _isDisposed = true;
        }
        base.Dispose(disposing);
    }

    private void Restart()
    {
        if (IsSuspended || !_isEnabled) return;
        Stop();
        StartIfNotDisposed();
    }

    private void StartIfNotDisposed()
    {
#pragma warning disable CA1513 // The helper would name this type; the message is System.IO's.
        if (_isDisposed) throw new ObjectDisposedException("System.IO.FileSystemWatcher");
#pragma warning restore CA1513
        Start();
    }
}
