using UnionFs.Host.Linux;

namespace UnionFs.Host.Exporting;

/// <summary>A directory of the destination: a chain of names below it, never a path that the kernel would resolve.</summary>
internal sealed class ExportDirectory
{
    /// <summary>The destination itself.</summary>
    internal ExportDirectory(bool wasThere) : this(null, [], "", 0, wasThere) { }

    private ExportDirectory(ExportDirectory? parent, byte[] name, string relative, int depth, bool wasThere)
    {
        Parent = parent;
        Name = name;
        Relative = relative;
        Depth = depth;
        WasThere = wasThere;
    }

    internal ExportDirectory? Parent { get; }

    /// <summary>The name in the parent, with its NUL.</summary>
    internal byte[] Name { get; }

    /// <summary>The path below the source and the destination alike; empty for themselves.</summary>
    internal string Relative { get; }

    internal int Depth { get; }

    /// <summary>Whether it was there before this export, and may hold something.</summary>
    internal bool WasThere { get; }

    internal ExportDirectory Child(byte[] encoded, string name, bool wasThere) => new(this, encoded, RelativeOf(name), Depth + 1, wasThere);

    internal string RelativeOf(string name) => Relative + "/" + name;

    /// <summary>A name as the kernel takes it. The engine has no such names as are refused here; this is the wall behind it.</summary>
    internal static byte[] EncodeName(string name)
    {
        if (name is "" or "." or ".." || name.AsSpan().ContainsAny('/', '\0')) throw new IOException($"'{name}' is no name for a file.", Libc.EINVAL);
        return Libc.Terminated(NameEncoding.Encode(name));
    }
}
