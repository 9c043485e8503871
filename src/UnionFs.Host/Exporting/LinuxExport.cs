using Microsoft.Win32.SafeHandles;
using UnionFs.Host.Linux;

namespace UnionFs.Host.Exporting;

/// <summary>
/// Writes a tree to a directory of a Linux host: directories and what is in them first, then the attributes of the directories from
/// the last to the first, so that neither a mode nor a time is spoilt by what comes later; at the end all of it takes its place,
/// if it was written aside. See <c>LinuxExport.Nodes.cs</c> for what is no directory.
/// </summary>
internal sealed partial class LinuxExport : IDisposable
{
    private const uint PrivateDirectory = 0x1C0; // 0700 until the attributes come

    private readonly ExportSource _source;
    private readonly string _destination;
    private readonly ExportOptions _options;
    private readonly ExportLog _log;
    private readonly CancellationToken _ct;
    private readonly AttributeWriter _attributes;
    private readonly Destination _target;
    private readonly DestinationCursor _cursor;
    private readonly DestinationCursor _linkCursor;

    internal LinuxExport(ExportSource source, string destination, ExportOptions options, ExportLog log, CancellationToken ct)
    {
        _source = source;
        _destination = destination;
        _options = options;
        _log = log;
        _ct = ct;
        _attributes = new AttributeWriter(options, log);
        _target = Destination.Open(destination, mayHoldSomething: MayMerge);
        _cursor = new DestinationCursor(_target.Directory, destination);
        _linkCursor = new DestinationCursor(_target.Directory, destination);
    }

    private bool MayMerge => _options.Merge || _options.Overwrite;

    internal void Run()
    {
        var visited = new List<ExportDirectory>();
        var pending = new Stack<ExportDirectory>([new ExportDirectory(wasThere: !_target.IsStaged)]);
        while (pending.TryPop(out ExportDirectory? directory))
        {
            visited.Add(directory);
            WriteDirectory(directory, pending);
        }
        // Each comes after its parent in the list.
        for (int i = visited.Count - 1; i >= 0; i--)
        {
            _ct.ThrowIfCancellationRequested();
            string relative = visited[i].Relative;
            SafeFileHandle at = _cursor.MoveTo(visited[i]);
            _source.AddMarks(at, relative, Shown(relative));
            _attributes.Apply(at, _source.MetadataOf(_source.Stat(relative)), _source.FullPath(relative));
        }
        _target.Commit();
    }

    public void Dispose()
    {
        _linkCursor.Dispose();
        _cursor.Dispose();
        _target.Dispose();
    }

    private void WriteDirectory(ExportDirectory directory, Stack<ExportDirectory> pending)
    {
        SafeFileHandle at = _cursor.MoveTo(directory);
        _log.Directories++;
        if (directory.WasThere) Leftovers.Clear(at, Shown(directory.Relative));
        DirectoryListing listing = _source.List(directory.Relative);
        var below = new List<ExportDirectory>();
        foreach (DirectoryEntry entry in listing)
        {
            _ct.ThrowIfCancellationRequested();
            _log.Entry();
            if (entry.Kind == NodeKind.Directory) below.Add(MakeDirectory(directory, at, entry.Name));
            else WriteNode(directory, at, entry.Name);
        }
        for (int i = below.Count - 1; i >= 0; i--) pending.Push(below[i]);
    }

    private ExportDirectory MakeDirectory(ExportDirectory parent, SafeFileHandle at, string name)
    {
        byte[] encoded = ExportDirectory.EncodeName(name);
        bool isMade = Libc.MkdirAt(at, encoded, PrivateDirectory) == 0;
        // A directory that is there is entered later, unless it is a link by then.
        if (isMade || Libc.Errno == Libc.EEXIST && MayMerge) return parent.Child(encoded, name, wasThere: !isMade);
        throw HostError.ToException(Libc.Errno, "make the directory", Shown(parent.RelativeOf(name)));
    }

    private string Shown(string relative) => _destination + relative;
}
