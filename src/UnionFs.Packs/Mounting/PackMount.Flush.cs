using UnionFs.Packs.Flushing;
using UnionFs.Packs.Mounting;
using UnionFs.Packs.Opening;

namespace UnionFs.Packs;

public sealed partial class PackMount
{
    /// <summary>
    /// Writes changes to the folders that they are routed to: each file goes to the pack of the first route that matches it; saved games and mods stay apart so. What was
    /// written is part of that pack then, read again from its folder, and no change any more; all else stays on top. O(changes, and their bytes), and the entries of those folders.
    /// </summary>
    /// <remarks>
    /// <para>A folder has all of its changes or none, whatever happens: new files are written to `.unionfs-flush` in it, and put in place once all are there. What a flush that was
    /// killed in between had begun is ended when the folder is opened or flushed next. Folders are put in place one after the other, in the order of the routes.
    /// For processes that end, not for power that fails.</para>
    /// <para>Files keep mode, modification time and extended attributes; of directories only that they are there is written. Devices and the like stay on top.</para>
    /// <para>Who writes meanwhile loses nothing: it stays on top. Open handles go on with what they opened, as after <see cref="Update"/>.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">A route is to no enabled pack that came from a folder.</exception>
    /// <exception cref="PackException">
    /// A file would be hidden by another pack, or cannot be in the folder, or the folder cannot be written to: nothing has changed. Or one that was begun cannot be ended: the next flush does.
    /// </exception>
    /// <exception cref="InvalidOperationException">Somebody else put other layers below.</exception>
    public FlushReport Flush(params IReadOnlyList<WriteRoute> routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        return Flush(routes, null);
    }

    internal FlushReport Flush(IReadOnlyList<WriteRoute> routes, Action? onStep)
    {
        lock (_gate)
        {
            CheckLayers();
            var plan = new FlushPlan(_packs, Files.Diff(), routes);
            Write(plan, onStep);
            PackSet next = _packs;
            foreach (FolderChanges folder in plan.Folders)
                next = next.Change(folder.Pack.Name, pack => pack with { Content = FolderVersion.Of(pack.Content, PackReader.ReadFolder(pack.Source!, pack.Name)) });
            LayerStack stack = next.ToStack();
            Layer rest = Layer.Empty;
            Files.Restack(stack, changes => rest = plan.Rest(changes, stack));
            Volatile.Write(ref _packs, next);
            return plan.Report(rest);
        }
    }

    private void Write(FlushPlan plan, Action? onStep)
    {
        var flushes = new List<FolderFlush>();
        string pack = "";
        try
        {
            foreach (FolderChanges folder in plan.Folders)
            {
                pack = folder.Pack.Name;
                flushes.Add(FolderFlush.Prepare(folder, onStep));
            }
            // What is replaced on the disk cannot be read any more, so what changed is held against it for the last time now.
            if (flushes.Count > 0) Files.Restack(Files.Layers);
            for (int i = 0; i < flushes.Count; i++)
            {
                pack = plan.Folders[i].Pack.Name;
                flushes[i].Commit();
                flushes[i].Complete();
            }
        }
        catch (Exception error) when (error is IOException and not PackException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new PackException(pack, null, error.Message, error);
        }
        finally
        {
            foreach (FolderFlush flush in flushes) flush.Dispose();
        }
    }

    private void CheckLayers()
    {
        if (!ReferenceEquals(Files.Layers, _packs.ToStack())) throw new InvalidOperationException("The layers are no longer those of the packs.");
    }
}
