using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;
using UnionFs.FileProviders.Contents;

namespace UnionFs.FileProviders.Watching;

/// <summary>
/// The tokens of one provider, behind one feed of the file system. The feed's filter runs when a change is published, under the writer's lock, and marks the
/// tokens that it concerns; a task that waits for the feed then tells who waits for them.
/// </summary>
/// <remarks>The locks are taken in the order gate, file system, tokens; the filter takes the last one alone.</remarks>
internal sealed class TokenSource(UnionFileSystem fs, FileLookup lookup) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Lock _tokensGate = new();
    private readonly List<(WatchToken Token, WatchFilter Filter)> _tokens = [];
    private readonly List<WatchToken> _marked = [];
    private ChangeFeed? _feed;
    private bool _isDisposed;

    internal IChangeToken Get(string filter)
    {
        lock (_gate)
        {
            if (_isDisposed) return NullChangeToken.Singleton;
            lock (_tokensGate)
                if (_tokens.Find(each => each.Token.Filter == filter) is { Token: { } there }) return there;
            // Looks at links, so outside of the lock that the filter takes.
            WatchFilter made = WatchFilter.For(filter, lookup, fs.Layers.Names);
            var token = new WatchToken(filter);
            lock (_tokensGate) _tokens.Add((token, made));
            if (_feed is null) Start();
            return token;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _feed?.Dispose();
        }
    }

    private void Start()
    {
        try
        {
            _feed = fs.Watch("/", new WatchOptions { Filter = Mark });
        }
        catch
        {
            lock (_tokensGate) _tokens.Clear();
            throw;
        }
        _ = PumpAsync(_feed);
    }

    /// <summary>Whether the pump has to wake up; a token that has changed is forgotten, so few events are ever kept.</summary>
    private bool Mark(FileChange change)
    {
        bool any = false;
        lock (_tokensGate)
        {
            for (int i = _tokens.Count - 1; i >= 0; i--)
            {
                if (!_tokens[i].Filter.IsConcerned(change)) continue;
                any |= Take(i);
            }
        }
        return any;
    }

    private bool Take(int index)
    {
        WatchToken token = _tokens[index].Token;
        _tokens.RemoveAt(index);
        if (!token.Mark()) return false;
        _marked.Add(token);
        return true;
    }

    private async Task PumpAsync(ChangeFeed feed)
    {
        await foreach (FileChange change in feed.ReadAllAsync().ConfigureAwait(false))
        {
            WatchToken[] marked;
            lock (_tokensGate)
            {
                // Nobody knows what a restore did that could not be compared.
                if (change.Kind == FileChangeKind.Overflow)
                    for (int i = _tokens.Count - 1; i >= 0; i--) Take(i);
                marked = [.. _marked];
                _marked.Clear();
            }
            foreach (WatchToken token in marked) token.Fire();
        }
    }
}
