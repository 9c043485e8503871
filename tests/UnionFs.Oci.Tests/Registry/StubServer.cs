using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace UnionFs.Oci.Tests.Registry;

/// <summary>A small HTTP server whose answers are the test's: for what the real registry never does.</summary>
internal sealed class StubServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Action<HttpListenerContext> _answer;

    internal StubServer(Action<HttpListenerContext> answer)
    {
        _answer = answer;
        // HttpListener takes no port 0; another process may take a port between the look and the start.
        for (int attempt = 0; ; attempt++)
        {
            using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Port = ((IPEndPoint)probe.LocalEndpoint).Port;
            }
            try
            {
                _listener.Prefixes.Clear();
                foreach (string name in new[] { "127.0.0.1", "localhost" }) _listener.Prefixes.Add($"http://{name}:{Port}/");
                _listener.Start();
                break;
            }
            catch (HttpListenerException) when (attempt < 10)
            {
                // Try another.
            }
        }
        _ = ServeAsync();
    }

    internal int Port { get; private set; }

    internal string Host => $"127.0.0.1:{Port}";

    /// <summary>Method, path and query, and the Authorization header of every request so far.</summary>
    internal ConcurrentQueue<(string Request, string? Authorization)> Requests { get; } = new();

    public void Dispose() => _listener.Close();

    internal static void Reply(HttpListenerContext context, int status, string body = "", params (string Name, string Value)[] headers) =>
        Reply(context, status, Encoding.UTF8.GetBytes(body), headers);

    internal static void Reply(HttpListenerContext context, int status, byte[] body, params (string Name, string Value)[] headers)
    {
        context.Response.StatusCode = status;
        foreach ((string name, string value) in headers) context.Response.AppendHeader(name, value);
        context.Response.ContentLength64 = body.Length;
        if (context.Request.HttpMethod != "HEAD") context.Response.OutputStream.Write(body);
        context.Response.Close();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                Requests.Enqueue(($"{context.Request.HttpMethod} {context.Request.RawUrl}", context.Request.Headers["Authorization"]));
                try
                {
                    _answer(context);
                }
                catch (Exception e) when (e is HttpListenerException or IOException)
                {
                    context.Response.Abort();
                }
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
