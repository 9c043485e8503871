using UnionFs.Host.Exporting;

namespace UnionFs.Host.Portable;

/// <summary>Writes a tree to a directory with System.IO alone, where the C library is not known: see <see cref="HostExport"/> for what that misses.</summary>
internal sealed class PortableExport(ExportSource source, string destination, ExportOptions options, ExportLog log, CancellationToken ct)
{
    private const int BufferSize = 1 << 18;
    private const int SetIdBits = 0xC00; // 06000

    private readonly byte[] _buffer = new byte[BufferSize];
    private bool _isStaged;

    internal void Run()
    {
        DirectoryInfo directory = CheckDestination();
        _isStaged = !directory.Exists || !directory.EnumerateFileSystemInfos().Any();
        if (!_isStaged)
        {
            Write(destination);
            return;
        }
        string stage = Aside(directory.Parent?.FullName ?? throw new IOException($"'{destination}' is no place for an export."));
        try
        {
            Directory.CreateDirectory(stage);
            Write(stage);
            if (directory.Exists) directory.Delete();
            Directory.Move(stage, directory.FullName);
        }
        catch
        {
            if (Directory.Exists(stage)) Directory.Delete(stage, recursive: true);
            throw;
        }
    }

    private static string Aside(string directory) => Path.Combine(directory, NameEncoding.Decode(AsideName.New().AsSpan()[..^1]));

    private void Write(string root)
    {
        var visited = new List<(string Relative, string Target)>();
        var pending = new Stack<(string Relative, string Target)>([("", root)]);
        while (pending.TryPop(out (string Relative, string Target) next))
        {
            visited.Add(next);
            log.Directories++;
            foreach (DirectoryEntry entry in source.List(next.Relative))
            {
                ct.ThrowIfCancellationRequested();
                log.Entry();
                string relative = next.Relative + "/" + entry.Name;
                string target = Path.Combine(next.Target, PortableName.Check(entry.Name));
                if (entry.Kind != NodeKind.Directory) WriteNode(relative, target);
                else
                {
                    MakeDirectory(target);
                    pending.Push((relative, target));
                }
            }
        }
        for (int i = visited.Count - 1; i >= 0; i--) SetAttributes(new DirectoryInfo(visited[i].Target), source.Stat(visited[i].Relative), visited[i].Relative);
    }

    private DirectoryInfo CheckDestination()
    {
        var directory = new DirectoryInfo(Path.TrimEndingDirectorySeparator(destination));
        if (directory.LinkTarget is not null || File.Exists(destination)) throw new IOException($"'{destination}' is a symbolic link or no directory.");
        if (directory.Parent is { Exists: false }) throw new DirectoryNotFoundException($"Could not find a part of the path '{destination}'.");
        bool mayHoldSomething = options.Merge || options.Overwrite;
        if (directory.Exists && !mayHoldSomething && directory.EnumerateFileSystemInfos().Any()) throw new IOException($"The directory '{destination}' is not empty.");
        return directory;
    }

    private void MakeDirectory(string target)
    {
        var directory = new DirectoryInfo(target);
        if (directory.LinkTarget is not null || File.Exists(target)) throw new IOException($"Cannot write to '{target}': a symbolic link or a file is where a directory belongs.");
        if (directory.Exists && !(options.Merge || options.Overwrite)) throw new IOException($"The directory '{target}' already exists.");
        directory.Create();
    }

    private void WriteNode(string relative, string target)
    {
        FileStat stat = source.Stat(relative);
        if (stat.Kind is not (NodeKind.File or NodeKind.Symlink))
        {
            log.Skip(source.FullPath(relative), $"cannot make a {stat.Kind} there: System.IO has none");
            return;
        }
        var there = new FileInfo(target);
        bool replaces = options.Overwrite && (there.Exists || there.LinkTarget is not null);
        if (stat.LinkCount > 1) log.Warn(source.FullPath(relative), "is a copy, since a hard link cannot be made: System.IO has none");
        if (there.Exists && !options.Overwrite) throw new IOException($"The file '{target}' already exists.");
        if (stat.Kind == NodeKind.Symlink)
        {
            if (replaces) there.Delete();
            File.CreateSymbolicLink(target, source.LinkTarget(relative));
            log.Symlinks++;
            return;
        }
        // The old file may be where the content comes from: it goes when the new one is whole.
        string writeAs = _isStaged ? target : Aside(there.DirectoryName!);
        WriteFile(relative, writeAs);
        SetAttributes(new FileInfo(writeAs), stat, relative);
        if (!_isStaged) Move(writeAs, target);
        log.Files++;
        log.Bytes += stat.Size;
    }

    private void Move(string from, string to)
    {
        try
        {
            File.Move(from, to, options.Overwrite);
        }
        catch
        {
            File.Delete(from);
            throw;
        }
    }

    private void WriteFile(string relative, string target)
    {
        Content content = source.Content(relative);
        using var file = new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            int count;
            for (long offset = 0; (count = content.Read(offset, _buffer)) > 0; offset += count)
            {
                ct.ThrowIfCancellationRequested();
                file.Write(_buffer, 0, count);
            }
        }
        catch
        {
            file.Dispose();
            File.Delete(target);
            throw;
        }
    }

    private void SetAttributes(FileSystemInfo made, in FileStat stat, string relative)
    {
        Metadata wanted = stat.Metadata;
        if (wanted.Xattrs.Count > 0 && options.Xattrs) log.Warn(source.FullPath(relative), "extended attributes are left out: System.IO has none");
        if ((wanted.Uid | wanted.Gid) != 0 && options.Owners) log.Warn(source.FullPath(relative), "the owner is left out: System.IO has none");
        if ((wanted.Mode & SetIdBits) != 0) log.Warn(source.FullPath(relative), "set-ID bits were left off, since the owner may be another");
        if (!OperatingSystem.IsWindows()) made.UnixFileMode = (UnixFileMode)(wanted.Mode & ~SetIdBits);
        made.LastAccessTimeUtc = wanted.AccessTime.ToDateTimeOffset().UtcDateTime;
        made.LastWriteTimeUtc = wanted.ModifyTime.ToDateTimeOffset().UtcDateTime;
    }
}
