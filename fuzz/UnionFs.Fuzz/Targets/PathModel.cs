namespace UnionFs.Fuzz.Targets;

/// <summary>
/// Path resolution by rewriting text: a link's target takes the link's place in what is still to be read. Knows nodes by their only path.
/// </summary>
internal sealed class PathModel
{
    /// <summary>Links by path with their target; directories have "", files null.</summary>
    private readonly Dictionary<string, string?> _nodes = new(StringComparer.Ordinal) { ["/"] = "" };

    internal void AddDirectory(string path) => _nodes.Add(path, "");

    internal void AddFile(string path) => _nodes.Add(path, null);

    internal void AddLink(string path, string target) => _nodes.Add(path, target);

    internal bool IsDirectory(string path) => _nodes[path]?.Length == 0;

    internal static int BytesOf(string name) => NameEncoding.Encode(name).Length;

    /// <summary>The path without links and dots, or why there is none.</summary>
    internal (FsError Error, string Place) Resolve(string text, bool follow, string start = "/")
    {
        if (text.Length == 0) return (FsError.ENOENT, "");
        if (text.Contains('\0')) return (FsError.EINVAL, "");
        string at = start;
        for (int links = 0; text.Length > 0;)
        {
            if (text[0] == '/')
            {
                // Only what a path or a target starts with gets here.
                at = "/";
                text = text.TrimStart('/');
                continue;
            }
            int slash = text.IndexOf('/');
            string name = slash < 0 ? text : text[..slash];
            string rest = slash < 0 ? "" : text[slash..].TrimStart('/');
            if (name is "." or "..")
            {
                if (name == "..") at = Parent(at);
                text = rest;
                continue;
            }
            if (BytesOf(name) > 255) return (FsError.ENAMETOOLONG, "");
            string child = at == "/" ? "/" + name : $"{at}/{name}";
            if (!_nodes.TryGetValue(child, out string? target)) return (FsError.ENOENT, "");
            if (target is null) return slash < 0 ? (FsError.None, child) : (FsError.ENOTDIR, "");
            if (target.Length == 0)
            {
                at = child;
                text = rest;
                continue;
            }
            if (slash < 0 && !follow) return (FsError.None, child);
            if (++links > 40) return (FsError.ELOOP, "");
            text = slash < 0 ? target : $"{target}/{rest}";
            // After the last name that was written, nothing in a link's target keeps a link.
            follow |= rest.Length == 0;
        }
        return (FsError.None, at);
    }

    private static string Parent(string path) => path.LastIndexOf('/') is > 0 and int end ? path[..end] : "/";
}
