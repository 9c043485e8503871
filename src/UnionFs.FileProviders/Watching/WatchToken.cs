using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Primitives;

namespace UnionFs.FileProviders.Watching;

/// <summary>A token that changes once.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source without timers and wait handles holds nothing that would need disposing.")]
internal sealed class WatchToken(string filter) : IChangeToken
{
    private readonly CancellationTokenSource _fired = new();
    private int _hasChanged;

    internal string Filter => filter;

    public bool HasChanged => Volatile.Read(ref _hasChanged) != 0;

    public bool ActiveChangeCallbacks => true;

    public IDisposable RegisterChangeCallback(Action<object?> callback, object? state) => _fired.Token.UnsafeRegister(callback, state);

    /// <summary>Says that it has changed, at the moment when it did; false if it had before.</summary>
    internal bool Mark() => Interlocked.Exchange(ref _hasChanged, 1) == 0;

    /// <summary>Tells those who wait, on the thread pool.</summary>
    internal void Fire() => _ = _fired.CancelAsync();
}
