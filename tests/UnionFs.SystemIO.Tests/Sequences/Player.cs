using UnionFs.SystemIO.Tests.Contract;

namespace UnionFs.SystemIO.Tests.Sequences;

using FileSystemStream = global::System.IO.Abstractions.FileSystemStream;

/// <summary>One file system in which a sequence runs, with the streams that it has open.</summary>
internal sealed class Player(World world) : IDisposable
{
    internal const int Slots = 3;

    private readonly FileSystemStream?[] _streams = new FileSystemStream?[Slots];

    internal World World => world;

    internal string Play(Step step) => Outcome.Of(world, _ => step.Run(this));

    internal object? Open(int slot, Func<FileSystemStream> open)
    {
        // Not before the other is open: one that fails leaves the slot alone.
        FileSystemStream stream = open();
        _streams[slot]?.Dispose();
        _streams[slot] = stream;
        return (stream.Name, stream.Length, stream.Position, stream.CanRead, stream.CanWrite);
    }

    internal object? With(int slot, Func<FileSystemStream, object?> act) => _streams[slot] is { } stream ? act(stream) : "nothing open";

    internal object? Close(int slot)
    {
        _streams[slot]?.Dispose();
        _streams[slot] = null;
        return null;
    }

    internal void CloseAll()
    {
        foreach (FileSystemStream? stream in _streams) stream?.Dispose();
    }

    public void Dispose()
    {
        CloseAll();
        world.Dispose();
    }
}
