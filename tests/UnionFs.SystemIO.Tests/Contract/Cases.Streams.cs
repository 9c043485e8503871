using System.IO.Abstractions;
using System.Text;

namespace UnionFs.SystemIO.Tests.Contract;

using FileSystemStream = global::System.IO.Abstractions.FileSystemStream;

internal static partial class Cases
{
    private static readonly FileStreamOptions Writing = new() { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };

    private static FileSystemStream Closed(World w)
    {
        FileSystemStream stream = w.Fs.File.Open("f", FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        stream.Dispose();
        return stream;
    }

    private static object? With(Stream stream, Func<object?> then)
    {
        using (stream) return then();
    }

    private static object? With(FileSystemStream stream, Func<FileSystemStream, object?> then)
    {
        using (stream) return then(stream);
    }

    private static FileSystemStream Locked(World w) => w.Fs.File.Open("f", FileMode.Open, FileAccess.ReadWrite, FileShare.None);

    private static Dictionary<string, Func<World, object?>> Opening() => new()
    {
        ["File.Open"] = w => Read(w.Fs.File.Open("f", FileMode.Open)),
        ["File.Open missing"] = w => w.Fs.File.Open("nope", FileMode.Open),
        ["File.Open absolute missing"] = w => w.Fs.File.Open(w.At("no/x"), FileMode.Open),
        ["File.Open append reads"] = w => With(w.Fs.File.Open("f", FileMode.Append), s => (s.CanRead, s.Position)),
        ["File.Open access"] = w => With(w.Fs.File.Open("f", FileMode.Open, FileAccess.Read), s => (s.CanRead, s.CanWrite, s.CanSeek, s.CanTimeout, s.IsAsync)),
        ["File.Open append and read"] = w => w.Fs.File.Open("f", FileMode.Append, FileAccess.Read),
        ["File.Open truncate"] = w => Do(() => w.Fs.File.Open("f", FileMode.Truncate, FileAccess.Write, FileShare.Read).Dispose(), () => w.Fs.FileInfo.New("f").Length),
        ["File.Open directory"] = w => w.Fs.File.Open("dir", FileMode.Open, FileAccess.Read, FileShare.Read),
        ["File.Open loop"] = w => w.Fs.File.Open("loop", FileMode.Open, FileAccess.Read, FileShare.Read),
        ["File.Open long name"] = w => w.Fs.File.Open(LongName, FileMode.Create),
        ["File.Open options"] = w => With(w.Fs.File.Open("n", new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous, UnixCreateMode = UnixFileMode.UserRead }), s => s.IsAsync),
        ["File.Open options null"] = w => w.Fs.File.Open("f", null!),
        ["File.Open options exists"] = w => w.Fs.File.Open("f", new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write }),
        ["File.Open options delete on close"] = w => Do(() => w.Fs.File.Open("f", new FileStreamOptions { Options = FileOptions.DeleteOnClose }).Dispose()),
        ["File.OpenRead"] = w => Read(w.Fs.File.OpenRead("link")),
        ["File.OpenRead missing parent"] = w => w.Fs.File.OpenRead("no/x"),
        ["File.OpenRead null"] = w => w.Fs.File.OpenRead(null!),
        ["File.OpenWrite"] = w => Do(() => { using Stream s = w.Fs.File.OpenWrite("f"); s.Write("J"u8); }),
        ["File.OpenWrite directory"] = w => w.Fs.File.OpenWrite("dir"),
        ["File.Create"] = w => Do(() => w.Fs.File.Create("f").Dispose()),
        ["File.Create dangling"] = w => Do(() => w.Fs.File.Create("dangling").Dispose()),
        ["File.Create missing parent"] = w => w.Fs.File.Create("no/x"),
        ["File.Create buffer"] = w => Do(() => w.Fs.File.Create("n", 1).Dispose()),
        ["File.Create bad buffer"] = w => w.Fs.File.Create("n", -1),
        ["File.Create options"] = w => With(w.Fs.File.Create("n", 10, FileOptions.Asynchronous), s => s.IsAsync),
        ["File.Create bad options"] = w => w.Fs.File.Create("n", 10, (FileOptions)3),
        ["File.OpenText"] = w => { using StreamReader r = w.Fs.File.OpenText("f"); return r.ReadToEnd() + r.CurrentEncoding.WebName; },
        ["File.OpenText missing"] = w => w.Fs.File.OpenText("nope"),
        ["File.CreateText"] = w => Do(() => { using StreamWriter t = w.Fs.File.CreateText("f"); t.Write("é"); }),
        ["File.CreateText missing parent"] = w => w.Fs.File.CreateText("no/f"),
        ["File.CreateText encoding"] = w => { using StreamWriter t = w.Fs.File.CreateText("n"); return (t.Encoding.WebName, t.AutoFlush); },
        ["File.AppendText"] = w => Do(() => { using StreamWriter t = w.Fs.File.AppendText("f"); t.Write("!"); }),
        ["File.AppendText directory"] = w => w.Fs.File.AppendText("dir"),
        ["Share none twice"] = w => With(Locked(w), () => w.Fs.File.OpenRead("f")),
        ["Share none and read all"] = w => With(Locked(w), () => w.Fs.File.ReadAllText("f")),
        ["Share none and write all"] = w => With(Locked(w), () => Do(() => w.Fs.File.WriteAllText("f", "x"))),
        ["Share none and truncating open"] = w => With(Locked(w), () => w.Fs.File.Create("f")),
        ["Share none and delete"] = w => With(Locked(w), () => Do(() => w.Fs.File.Delete("f"))),
        ["Share read and open for writing"] = w => With(w.Fs.File.OpenRead("f"), () => w.Fs.File.Open("f", FileMode.Open, FileAccess.Write, FileShare.Read)),
        ["Share ended"] = w => Do(() => Locked(w).Dispose(), () => Read(w.Fs.File.OpenRead("f"))),
        ["Open, deleted, read"] = w => With(w.Fs.File.OpenRead("f"), s => { w.Fs.File.Delete("f"); return Read(s); }),
        ["Open, moved, written"] = w => Do(() => { using Stream s = w.Fs.File.OpenWrite("f"); w.Fs.File.Move("f", "z"); s.Write("J"u8); }),
    };

    private static Dictionary<string, Func<World, object?>> Streams() => new()
    {
        ["Stream name"] = w => With(w.Fs.File.OpenRead("dir/../f"), s => s.Name),
        ["Stream text"] = w => With(w.Fs.File.OpenRead("f"), s => s.ToString() is not null),
        ["Stream unflushed write is not seen"] = w => With(w.Fs.File.Open("f", Writing), s => { s.Write("J"u8); return w.Fs.File.ReadAllText("f"); }),
        ["Stream flushed write is seen"] = w => With(w.Fs.File.Open("f", Writing), s => { s.Write("J"u8); s.Flush(); return w.Fs.File.ReadAllText("f"); }),
        ["Stream flush to disk"] = w => With(w.Fs.File.Open("f", Writing), s => { s.WriteByte(65); s.Flush(true); return w.Fs.File.ReadAllText("f"); }),
        ["Stream unbuffered write is seen"] = w => With(w.Fs.FileStream.New("f", FileMode.Open, FileAccess.Write, FileShare.Read, 0), s => { s.Write("J"u8); return w.Fs.File.ReadAllText("f"); }),
        ["Stream large write is seen"] = w => With(w.Fs.File.Open("f", Writing), s => { s.Write(new byte[5000]); return w.Fs.FileInfo.New("f").Length; }),
        ["Stream length counts what is held back"] = w => With(w.Fs.File.Open("f", Writing), s => { s.Position = 5; s.Write("12345"u8); return (s.Length, s.Position); }),
        ["Stream async write"] = w => With(w.Fs.File.Open("f", Writing), s => { s.WriteAsync("JK"u8.ToArray(), 0, 2).Wait(); s.FlushAsync().Wait(); return w.Fs.File.ReadAllText("f"); }),
        ["Stream async write memory"] = w => With(w.Fs.File.Open("f", Writing), s => { s.WriteAsync("JK"u8.ToArray()).AsTask().Wait(); s.FlushAsync(CancellationToken.None).Wait(); return (s.Position, s.Length); }),
        ["Stream async read"] = w => With(w.Fs.File.OpenRead("f"), s => Outcome.Wait(() => s.ReadAsync(new byte[3], 0, 3))),
        ["Stream async read memory"] = w => With(w.Fs.File.OpenRead("f"), s => Outcome.Wait(() => s.ReadAsync(new byte[3]).AsTask())),
        ["Stream async read cancelled"] = w => With(w.Fs.File.OpenRead("f"), s => Outcome.Wait(() => s.ReadAsync(new byte[3], 0, 3, Cancelled))),
        ["Stream begin and end"] = w => With(w.Fs.File.Open("f", Writing), s => { s.EndWrite(s.BeginWrite("J"u8.ToArray(), 0, 1, null, null)); s.Position = 0; return s.EndRead(s.BeginRead(new byte[9], 0, 9, null, null)); }),
        ["Stream copy"] = w => With(w.Fs.File.OpenRead("f"), s => { var m = new MemoryStream(); s.CopyTo(m, 2); return Encoding.UTF8.GetString(m.ToArray()); }),
        ["Stream copy async"] = w => With(w.Fs.File.OpenRead("f"), s => { var m = new MemoryStream(); s.CopyToAsync(m, 2, CancellationToken.None).Wait(); return Encoding.UTF8.GetString(m.ToArray()); }),
        ["Stream seek and read"] = w => With(w.Fs.File.OpenRead("f"), s => (s.ReadByte(), s.Seek(-1, SeekOrigin.End), s.ReadByte(), s.Seek(-3, SeekOrigin.Current), s.ReadByte(), s.Position)),
        ["Stream seek before start"] = w => With(w.Fs.File.OpenRead("f"), s => s.Seek(-1, SeekOrigin.Begin)),
        ["Stream seek bad origin"] = w => With(w.Fs.File.OpenRead("f"), s => s.Seek(0, (SeekOrigin)9)),
        ["Stream negative position"] = w => With(w.Fs.File.OpenRead("f"), s => s.Position = -1),
        ["Stream grows by seeking"] = w => Do(() => { using Stream s = w.Fs.File.OpenWrite("f"); s.Position = 8; s.WriteByte(1); }),
        ["Stream set length"] = w => With(w.Fs.File.Open("f", Writing), s => { s.Position = 4; s.SetLength(2); return (s.Position, s.Length, w.Fs.File.ReadAllText("f")); }),
        ["Stream set negative length"] = w => With(w.Fs.File.Open("f", Writing), s => Do(() => s.SetLength(-1))),
        ["Stream set length of read-only"] = w => With(w.Fs.File.OpenRead("f"), s => Do(() => s.SetLength(1))),
        ["Stream append seek back"] = w => With(w.Fs.File.Open("f", FileMode.Append, FileAccess.Write), s => s.Seek(0, SeekOrigin.Begin)),
        ["Stream append set length"] = w => With(w.Fs.File.Open("f", FileMode.Append, FileAccess.Write), s => Do(() => s.SetLength(0))),
        ["Stream read of write-only"] = w => With(w.Fs.File.OpenWrite("f"), s => s.Read(new byte[1])),
        ["Stream read byte of write-only"] = w => With(w.Fs.File.OpenWrite("f"), s => s.ReadByte()),
        ["Stream write of read-only"] = w => With(w.Fs.File.OpenRead("f"), s => Do(() => s.Write(new byte[1]))),
        ["Stream write byte of read-only"] = w => With(w.Fs.File.OpenRead("f"), s => Do(() => s.WriteByte(1))),
        ["Stream timeouts"] = w => With(w.Fs.File.OpenRead("f"), s => s.ReadTimeout),
        ["Stream write timeout"] = w => With(w.Fs.File.OpenRead("f"), s => s.WriteTimeout = 1),
        ["Stream read past the end"] = w => With(w.Fs.File.OpenRead("f"), s => { s.Position = 99; return (s.Read(new byte[4], 0, 4), s.Position); }),
        ["Stream read bad count"] = w => With(w.Fs.File.OpenRead("f"), s => s.Read(new byte[4], 2, 4)),
        ["Stream read null"] = w => With(w.Fs.File.OpenRead("f"), s => s.Read(null!, 0, 0)),
        ["Stream closed length"] = w => Closed(w).Length,
        ["Stream closed position"] = w => Closed(w).Position,
        ["Stream closed set position"] = w => Closed(w).Position = 1,
        ["Stream closed seek"] = w => Closed(w).Seek(0, SeekOrigin.Begin),
        ["Stream closed set length"] = w => Do(() => Closed(w).SetLength(1)),
        ["Stream closed read"] = w => Closed(w).Read(new byte[1], 0, 1),
        ["Stream closed read span"] = w => Closed(w).Read(new byte[1].AsSpan()),
        ["Stream closed read byte"] = w => Closed(w).ReadByte(),
        ["Stream closed write"] = w => Do(() => Closed(w).Write(new byte[1], 0, 1)),
        ["Stream closed write byte"] = w => Do(() => Closed(w).WriteByte(1)),
        ["Stream closed flush"] = w => Do(() => Closed(w).Flush()),
        ["Stream closed flush to disk"] = w => Do(() => Closed(w).Flush(true)),
        ["Stream closed flush async"] = w => Outcome.Wait(() => Closed(w).FlushAsync()),
        ["Stream closed read async"] = w => Outcome.Wait(() => Closed(w).ReadAsync(new byte[1], 0, 1)),
        ["Stream closed write async"] = w => Outcome.Wait(() => Closed(w).WriteAsync(new byte[1], 0, 1)),
        ["Stream closed read memory"] = w => Outcome.Wait(() => Closed(w).ReadAsync(new byte[1]).AsTask()),
        ["Stream closed write memory"] = w => Outcome.Wait(() => Closed(w).WriteAsync(new byte[1])),
        ["Stream closed copy"] = w => Do(() => Closed(w).CopyTo(Stream.Null)),
        ["Stream closed copy async"] = w => Outcome.Wait(() => Closed(w).CopyToAsync(Stream.Null)),
        ["Stream closed can"] = w => (Closed(w).CanRead, Closed(w).CanWrite, Closed(w).CanSeek),
        ["Stream closed twice"] = w => Do(() => { FileSystemStream s = Closed(w); s.Close(); s.DisposeAsync().AsTask().Wait(); }),
    };

    private static Dictionary<string, Func<World, object?>> Factory() => new()
    {
        ["FileStream.New"] = w => With(w.Fs.FileStream.New("f", FileMode.Open), s => (s.CanRead, s.CanWrite, s.Name)),
        ["FileStream.New append"] = w => With(w.Fs.FileStream.New("f", FileMode.Append), s => (s.CanRead, s.CanWrite)),
        ["FileStream.New access"] = w => With(w.Fs.FileStream.New("f", FileMode.Open, FileAccess.Read), s => s.CanWrite),
        ["FileStream.New shares reading"] = w => With(w.Fs.FileStream.New("f", FileMode.Open, FileAccess.Read), _ => w.Fs.File.ReadAllText("f")),
        ["FileStream.New share"] = w => With(w.Fs.FileStream.New("f", FileMode.Open, FileAccess.Read, FileShare.None), _ => w.Fs.File.ReadAllText("f")),
        ["FileStream.New buffer"] = w => With(w.Fs.FileStream.New("n", FileMode.CreateNew, FileAccess.Write, FileShare.None, 16), s => { s.Write(new byte[40]); return s.Length; }),
        ["FileStream.New async"] = w => With(w.Fs.FileStream.New("f", FileMode.Open, FileAccess.Read, FileShare.Read, 16, true), s => s.IsAsync),
        ["FileStream.New options"] = w => Do(() => w.Fs.FileStream.New("f", FileMode.Open, FileAccess.Read, FileShare.Read, 16, FileOptions.DeleteOnClose).Dispose()),
        ["FileStream.New stream options"] = w => With(w.Fs.FileStream.New("f", new FileStreamOptions { Access = FileAccess.ReadWrite, BufferSize = 0 }), s => (s.CanWrite, s.IsAsync)),
        ["FileStream.New null options"] = w => w.Fs.FileStream.New("f", (FileStreamOptions)null!),
        ["FileStream.New null path"] = w => w.Fs.FileStream.New(null!, FileMode.Open),
        ["FileStream.New empty path"] = w => w.Fs.FileStream.New("", FileMode.Open),
        ["FileStream.New NUL"] = w => w.Fs.FileStream.New("a\0", FileMode.Open),
        ["FileStream.New bad mode"] = w => w.Fs.FileStream.New("f", (FileMode)9),
        ["FileStream.New bad access"] = w => w.Fs.FileStream.New("f", FileMode.Open, (FileAccess)9),
        ["FileStream.New bad share"] = w => w.Fs.FileStream.New("f", FileMode.Open, FileAccess.Read, (FileShare)99),
        ["FileStream.New bad buffer"] = w => w.Fs.FileStream.New("f", FileMode.Open, FileAccess.Read, FileShare.Read, -1),
        ["FileStream.New bad options"] = w => w.Fs.FileStream.New("f", FileMode.Open, FileAccess.Read, FileShare.Read, 1, (FileOptions)7),
        ["FileStream.New bad buffer and append and read"] = w => w.Fs.FileStream.New("f", FileMode.Append, FileAccess.Read, FileShare.Read, -1),
        ["FileStream.New append and read"] = w => w.Fs.FileStream.New("f", FileMode.Append, FileAccess.Read),
        ["FileStream.New append and both"] = w => w.Fs.FileStream.New("f", FileMode.Append, FileAccess.ReadWrite),
        ["FileStream.New create and read"] = w => w.Fs.FileStream.New("f", FileMode.Create, FileAccess.Read),
        ["FileStream.New create and read and delete"] = w => w.Fs.FileStream.New("f", FileMode.Create, FileAccess.Read, FileShare.Read, 1, FileOptions.DeleteOnClose),
        ["FileStream.New exists"] = w => w.Fs.FileStream.New("f", FileMode.CreateNew),
        ["FileStream.New missing"] = w => w.Fs.FileStream.New("nope", FileMode.Truncate),
        ["FileStream.New directory"] = w => w.Fs.FileStream.New("dir", FileMode.OpenOrCreate),
        ["FileStream.Wrap null"] = w => w.Fs.FileStream.Wrap(null!),
        ["FileStream.FileSystem"] = w => ReferenceEquals(w.Fs.FileStream.FileSystem, w.Fs),
    };
}
