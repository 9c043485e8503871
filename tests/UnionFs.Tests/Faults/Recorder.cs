namespace UnionFs.Tests.Faults;

/// <summary>An interceptor that writes down what it is asked, and answers as it is told.</summary>
internal sealed class Recorder : FileSystemInterceptor
{
    internal List<string> Questions { get; } = [];

    internal Func<string, FsError> Answer { get; set; } = _ => FsError.None;

    internal long BytesWritten { get; private set; }

    internal TimeSpan Delay { get; set; }

    protected internal override FsError BeforeOpen(string path, OpenFlags flags) => Ask($"open {path} {flags}");

    protected internal override ReadVerdict BeforeRead(string path, long offset, long count)
    {
        lock (Questions) return new ReadVerdict(Ask($"read {path} {offset}+{count}"), Delay);
    }

    protected internal override FsError BeforeChange(ReadOnlySpan<FileChange> changes, long bytesWritten)
    {
        BytesWritten += bytesWritten;
        return Ask(string.Join("; ", changes.ToArray()));
    }

    private FsError Ask(string question)
    {
        Questions.Add(question);
        return Answer(question);
    }
}
