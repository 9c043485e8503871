using System.Security.Cryptography;

namespace UnionFs.Archives;

/// <summary>
/// SHA-256 of bytes that are handed over in order, computed behind the back of whoever produces them: unpacking and hashing cost about the
/// same, so with a processor free a layer takes half as long. Without one, whoever waits computes: no thread is ever held for it.
/// </summary>
internal sealed class HashBehind : IThreadPoolWorkItem, IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Queue<ReadOnlyMemory<byte>> _queue = new();
    private long _appended;
    private long _done;
    private bool _scheduled;
    private bool _working;

    /// <summary>Hands bytes over. They must not change before <see cref="Wait"/> has returned for the number given back.</summary>
    internal long Append(ReadOnlyMemory<byte> bytes)
    {
        lock (_queue)
        {
            _queue.Enqueue(bytes);
            if (!_scheduled && !_working)
            {
                _scheduled = true;
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
            return ++_appended;
        }
    }

    /// <summary>Returns when everything up to that <see cref="Append"/> has been hashed.</summary>
    internal void Wait(long number)
    {
        lock (_queue)
        {
            while (_done < number && _working) Monitor.Wait(_queue);
            if (_done >= number) return;
            _working = true;
        }
        Work();
    }

    /// <summary>The digest of everything.</summary>
    internal string Finish()
    {
        Wait(_appended);
        return Convert.ToHexStringLower(_hash.GetCurrentHash());
    }

    void IThreadPoolWorkItem.Execute()
    {
        lock (_queue)
        {
            _scheduled = false;
            if (_working || _queue.Count == 0) return;
            _working = true;
        }
        Work();
    }

    public void Dispose()
    {
        Wait(_appended);
        _hash.Dispose();
    }

    /// <summary>Empties the queue; only one thread at a time does.</summary>
    private void Work()
    {
        while (true)
        {
            ReadOnlyMemory<byte> next;
            lock (_queue)
            {
                if (!_queue.TryDequeue(out next))
                {
                    _working = false;
                    return;
                }
            }
            _hash.AppendData(next.Span);
            lock (_queue)
            {
                _done++;
                Monitor.PulseAll(_queue);
            }
        }
    }
}
