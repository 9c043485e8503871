using System.IO.Pipelines;
using UnionFs.Face;

namespace UnionFs;

public sealed partial class FileVerbs
{
    /// <summary>How much of a file one read of a pipe adds at most.</summary>
    internal const int PipeWindowBytes = 1 << 18;

    /// <summary>
    /// A pipe over a file as it is at this moment, whatever happens to it afterwards. The segments are the file's own memory, not copies; a
    /// lazy source is read 256 KiB at a time. Nothing stays open; completing it frees what it holds. Reads are answered at once, and
    /// fail with <see cref="IOException"/> when a lazy source does.
    /// </summary>
    public PipeReader OpenPipeReader(string path) => new ContentPipeReader(ContentOf(Full(path)), PipeWindowBytes);

    /// <summary>
    /// A pipe that writes into a file, opened as <see cref="Open(string, FileMode)"/> does for writing. What was written is in the file
    /// once it is flushed; completing the pipe closes the file.
    /// </summary>
    public PipeWriter OpenPipeWriter(string path, FileMode mode) =>
        PipeWriter.Create(Open(path, mode, FileAccess.Write, FileShare.None));
}
