namespace UnionFs.Oci.Tests.Writing;

/// <summary>A base layer, and an image with one layer of changes on it: a file changed, one removed, a directory replaced.</summary>
internal static class Changed
{
    internal static byte[] Base { get; } = LayoutBuilder.Tar(("etc/", ""), ("etc/a", "base"), ("etc/b", "base"), ("old/", ""), ("old/x", "1"), ("old/z", "1"));

    internal static AppendOptions Fixed { get; } = new() { SourceDate = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), CreatedBy = "unionfs test", Comment = "one" };

    /// <param name="image">An image that starts with <see cref="Base"/>.</param>
    /// <param name="expected">The union's listing, with the times that are written.</param>
    internal static OciImage From(OciImage image, out string expected)
    {
        LayerStack stack = image.ToStack();
        var union = new UnionFileSystem(stack);
        union.File.WriteAllText("/etc/a", "changed");
        union.File.Delete("/etc/b");
        union.Directory.Delete("/old", recursive: true);
        union.Directory.CreateDirectory("/old");
        union.File.WriteAllText("/old/new", "2");
        OciImage changed = image.Append(union.Diff(), stack, Fixed);
        // Everything new is newer than the date that it is written as.
        foreach (string path in new[] { "/etc/a", "/etc", "/old/new", "/old" })
            union.Posix.Utimens(path, TimeSetting.Omit, UnixTime.From(Fixed.SourceDate!.Value)).ThrowIfError(path);
        expected = TreeText.Of(union);
        return changed;
    }
}
