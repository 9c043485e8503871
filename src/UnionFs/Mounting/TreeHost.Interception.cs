using System.Runtime.InteropServices;
using UnionFs.Writing;

namespace UnionFs.Mounting;

/// <summary>Where somebody is asked first; see <see cref="FileSystemInterceptor"/>.</summary>
internal sealed partial class TreeHost
{
    private FileSystemInterceptor? _interceptor;
    private bool _isAsking;

    /// <summary>Who is asked; a batch has that of its host.</summary>
    internal FileSystemInterceptor? Interceptor
    {
        get => Volatile.Read(ref (_outer ?? this)._interceptor);
        set => Volatile.Write(ref _interceptor, value);
    }

    /// <summary>Asks about an opening whose verb is done and not published; under the lock.</summary>
    internal FsError AskOpen(Transaction transaction, OpenTarget target, OpenFlags flags) =>
        Interceptor is null || target.Nameless || target.Known is not null
            ? FsError.None
            : Ask(transaction, (target.Path, flags), static (interceptor, open) => interceptor.BeforeOpen("/" + string.Join('/', open.Path), open.flags));

    /// <summary>How long a read takes and how it ends, for those who cannot wait without a thread. Takes no lock.</summary>
    internal FsError AskRead(string path, long offset, long count)
    {
        if (Interceptor is not { } interceptor) return FsError.None;
        ReadVerdict verdict = interceptor.BeforeRead(path, offset, count);
        if (verdict.Delay > TimeSpan.Zero) Task.Delay(verdict.Delay, clock).GetAwaiter().GetResult();
        return verdict.Error;
    }

    internal async ValueTask<FsError> AskReadAsync(string path, long offset, long count, CancellationToken cancellationToken)
    {
        if (Interceptor is not { } interceptor) return FsError.None;
        ReadVerdict verdict = interceptor.BeforeRead(path, offset, count);
        if (verdict.Delay > TimeSpan.Zero) await Task.Delay(verdict.Delay, clock, cancellationToken).ConfigureAwait(false);
        return verdict.Error;
    }

    private FsError AskChange(Transaction transaction) =>
        Interceptor is null || transaction.Changes is not { Count: > 0 } changes
            ? FsError.None
            : Ask(transaction, (changes, transaction.BytesWritten), static (interceptor, verb) => interceptor.BeforeChange(CollectionsMarshal.AsSpan(verb.changes), verb.BytesWritten));

    /// <summary>A verb may have moved what is open already, so one that is refused, or whose question throws, takes that back.</summary>
    private FsError Ask<T>(Transaction transaction, T about, Func<FileSystemInterceptor, T, FsError> question)
    {
        bool isAllowed = false;
        _isAsking = true;
        try
        {
            FsError error = question(Interceptor!, about);
            isAllowed = error == FsError.None;
            return error;
        }
        finally
        {
            _isAsking = false;
            if (!isAllowed) transaction.Undo?.Invoke();
        }
    }
}
