using System.Net;
using System.Net.Sockets;

namespace UnionFs.Oci.Tests.Registry;

/// <summary>A TCP proxy that cuts connections after so many bytes in one direction, as often as told; then it only passes on.</summary>
internal sealed class CuttingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly bool _cutsUploads;
    private readonly bool _resets;
    private readonly long _afterBytes;
    private int _cutsLeft;

    /// <param name="target">The port behind.</param>
    /// <param name="cuts">How many connections are cut.</param>
    /// <param name="afterBytes">After so many bytes, counted on each connection.</param>
    /// <param name="uploads">Whether bytes to the server count, or those from it.</param>
    /// <param name="resets">Whether a cut is a reset, which may overtake bytes that were passed on, or an end that comes after them.</param>
    internal CuttingProxy(int target, int cuts, long afterBytes, bool uploads, bool resets = true)
    {
        (_target, _cutsLeft, _afterBytes, _cutsUploads, _resets) = (target, cuts, afterBytes, uploads, resets);
        _listener.Start();
        _ = AcceptAsync();
    }

    internal int CutsLeft => Volatile.Read(ref _cutsLeft);

    internal string Host => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                Task up = PumpAsync(client, server, _cutsUploads), down = PumpAsync(server, client, !_cutsUploads);
                await await Task.WhenAny(up, down);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // Cut.
            }
            finally
            {
                // A reset, not an orderly end: what a broken line looks like.
                if (_resets) client.Client.LingerState = new LingerOption(true, 0);
            }
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, bool isCounted)
    {
        var buffer = new byte[1 << 14];
        long passed = 0;
        while (await from.GetStream().ReadAsync(buffer, _stop.Token) is > 0 and var count)
        {
            passed += count;
            if (isCounted && passed > _afterBytes && Volatile.Read(ref _cutsLeft) > 0 && Interlocked.Decrement(ref _cutsLeft) >= 0)
                throw new IOException("cut");
            await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _stop.Token);
        }
    }
}
