using UnionFs.Writing;

namespace UnionFs.Mounting;

/// <summary>
/// Lock, verb, publish: the time in which one writer holds a host. Where <see cref="Error"/> is set there is nothing to edit. Dispose lets the
/// next writer in; what was not published by then never was.
/// </summary>
internal readonly ref struct WriteScope
{
    /// <summary>A scope on a host whose lock was just taken.</summary>
    /// <param name="entered">The host.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="handle">What is written through: who waited for the lock may find it closed.</param>
    internal WriteScope(TreeHost entered, Identity? caller, FileHandle? handle = null)
    {
        Host = entered;
        Error = entered.Begin(caller, out Transaction transaction);
        if (handle is { IsClosed: true }) Error = FsError.EBADF;
        Transaction = transaction;
    }

    internal FsError Error { get; }

    internal TreeHost Host { get; }

    internal Transaction Transaction { get; }

    /// <summary>Publishes where the verb succeeded; either way its outcome, or that there is no room for it.</summary>
    internal FsError Publish(FsError outcome) => outcome == FsError.None ? Host.Publish(Transaction) : outcome;

    public void Dispose() => Host.Exit();
}
