using System.Net;
using System.Net.Sockets;

namespace Settlement.Benchmarks.Load;

/// <summary>
/// Stands between the API and PostgreSQL. A round trip is whatever the API sends after an answer, however many statements
/// travel together; a statement is what the server says it completed (CommandComplete). It understands unencrypted
/// connections, which those to the embedded server are.
/// </summary>
internal sealed class RoundTrips : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly int serverPort;
    private readonly Task accepting;
    private long trips;
    private long statements;

    internal RoundTrips(int serverPort)
    {
        this.serverPort = serverPort;
        listener.Start();
        accepting = AcceptAsync();
    }

    internal int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Round trips and statements so far.</summary>
    internal (long Trips, long Statements) Count => (Interlocked.Read(ref trips), Interlocked.Read(ref statements));

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
                connections.Add(RelayAsync(await listener.AcceptTcpClientAsync(ending.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private sealed class Connection
    {
        /// <summary>The server was ready for more since the API last sent.</summary>
        internal volatile bool IsAnswered;
    }

    private async Task RelayAsync(TcpClient client)
    {
        try
        {
            using var server = new TcpClient { NoDelay = true };
            using (client)
            {
                client.NoDelay = true;
                await server.ConnectAsync(IPAddress.Loopback, serverPort, ending.Token);
                var connection = new Connection { IsAnswered = true };
                var (up, down) = (client.GetStream(), server.GetStream());
                await Task.WhenAny(CountTripsAsync(up, down, connection), CountStatementsAsync(down, up, connection));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
        {
            // One end has gone, and so goes the other.
        }
    }

    private async Task CountTripsAsync(NetworkStream client, NetworkStream server, Connection connection)
    {
        var buffer = new byte[65536];
        while (await client.ReadAsync(buffer, ending.Token) is > 0 and var read)
        {
            if (connection.IsAnswered)
                Interlocked.Increment(ref trips);
            connection.IsAnswered = false;
            await server.WriteAsync(buffer.AsMemory(0, read), ending.Token);
        }
    }

    /// <summary>Messages of the server: a letter, then the length of the rest, itself included.</summary>
    private async Task CountStatementsAsync(NetworkStream server, NetworkStream client, Connection connection)
    {
        var (buffer, header, filled, skip) = (new byte[65536], new byte[5], 0, 0);
        while (await server.ReadAsync(buffer, ending.Token) is > 0 and var read)
        {
            for (var at = 0; at < read;)
            {
                if (skip > 0)
                {
                    var step = Math.Min(skip, read - at);
                    (at, skip) = (at + step, skip - step);
                    continue;
                }
                header[filled++] = buffer[at++];
                if (filled < header.Length)
                    continue;
                if (header[0] == 'Z')
                    connection.IsAnswered = true;
                else if (header[0] == 'C')
                    Interlocked.Increment(ref statements);
                (filled, skip) = (0, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1)) - 4);
            }
            await client.WriteAsync(buffer.AsMemory(0, read), ending.Token);
        }
    }
}
