using UnionFs.Mounting;

namespace UnionFs;

public sealed partial class FileHandle
{
    private readonly Lock _listingGate = new();
    private DirectoryListing? _listing;

    /// <summary>
    /// Reads the entries of an open directory from a cookie on (getdents with seekdir): fills <paramref name="entries"/> in ordinal order and
    /// tells how many; 0 at the end. Cookie 0 looks at the directory anew (rewinddir), as the first call does; every other cookie
    /// (<paramref name="next"/> of an earlier call, or one more than an index) goes on in what was seen then, so that it stays right whatever is
    /// made or removed meanwhile. EBADF, ENOTDIR, EINVAL for a negative cookie.
    /// </summary>
    public FsError ReadDirectory(long cookie, Span<DirectoryEntry> entries, out int count, out long next)
    {
        count = 0;
        next = cookie;
        if (cookie < 0) return FsError.EINVAL;
        lock (_listingGate)
        {
            if (IsClosed || IsPlace) return FsError.EBADF;
            if (cookie == 0 || _listing is null)
            {
                FsError error = List(out DirectoryListing fresh);
                if (error != FsError.None) return error;
                _listing = fresh;
            }
            int from = (int)Math.Min(cookie, _listing.Count);
            count = Math.Min(entries.Length, _listing.Count - from);
            for (int i = 0; i < count; i++) entries[i] = _listing[from + i];
            next = from + count;
            return FsError.None;
        }
    }
}
