using System.Net;
using System.Net.Sockets;

namespace Settlement.Api.Tests.Support;

/// <summary>
/// Stands between a client and a server and counts how often the client speaks after the server has spoken: its round trips,
/// whatever the driver calls them.
/// </summary>
internal sealed class TurnCountingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly (string Host, int Port) server;
    private readonly Task accepting;
    private int turns;

    internal TurnCountingProxy(string host, int port)
    {
        server = (host, port);
        listener.Start();
        accepting = AcceptAsync();
    }

    internal int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    internal int Turns => Volatile.Read(ref turns);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        await accepting;
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await listener.AcceptTcpClientAsync(ending.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
        using (client)
        using (var upstream = new TcpClient())
        {
            await upstream.ConnectAsync(server.Host, server.Port);
            (client.NoDelay, upstream.NoDelay) = (true, true);
            var serverSpoke = 1;
            var up = PumpAsync(client.GetStream(), upstream.GetStream(), () =>
            {
                if (Interlocked.Exchange(ref serverSpoke, 0) == 1)
                    Interlocked.Increment(ref turns);
            }, closing.Token);
            var down = PumpAsync(upstream.GetStream(), client.GetStream(), () => Interlocked.Exchange(ref serverSpoke, 1), closing.Token);
            await Task.WhenAny(up, down);
            await closing.CancelAsync();
            await Task.WhenAll(up, down);
        }
    }

    private static async Task PumpAsync(NetworkStream from, NetworkStream to, Action spoke, CancellationToken cancellation)
    {
        var buffer = new byte[1 << 20];
        try
        {
            while (await from.ReadAsync(buffer, cancellation) is var read and > 0)
            {
                spoke();
                await to.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // One side has gone; the other follows.
        }
    }
}
