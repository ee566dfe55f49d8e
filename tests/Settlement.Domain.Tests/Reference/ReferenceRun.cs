using System.Collections.Concurrent;
using Settlement.Domain.Tests.Reference.Literal;

namespace Settlement.Domain.Tests.Reference;

/// <summary>Runs many cases on all cores.</summary>
internal static class ReferenceRun
{
    private const int ChunkSize = 500;
    private const int EnoughDifferences = 3;

    /// <param name="Differences">Readable; empty where engine and literal rules agree on every bill.</param>
    public sealed record Result(int Cases, long Bills, Reach Reach, IReadOnlyList<string> Differences);

    /// <param name="progress">Gets the number of cases done, about fifty times.</param>
    public static Result Compare(int first, int count, Action<int> progress)
    {
        var differences = new ConcurrentQueue<string>();
        var total = new Reach();
        var (bills, done) = (0L, 0);
        var chunks = (count + ChunkSize - 1) / ChunkSize;
        var step = Math.Max(1, chunks / 50);
        var finished = 0;
        Parallel.For(0, chunks, (chunk, state) =>
        {
            var reach = new Reach();
            var (from, to) = (chunk * ChunkSize, Math.Min(count, (chunk + 1) * ChunkSize));
            var billsHere = 0L;
            for (var i = from; i < to && differences.Count < EnoughDifferences; i++)
            {
                if (CaseRun.Difference(first + i, reach, out var ofCase) is { } difference)
                    differences.Enqueue(difference);
                billsHere += ofCase;
            }
            lock (total)
            {
                total.Add(reach);
                bills += billsHere;
                done += to - from;
                if (++finished % step == 0)
                    progress(done);
            }
            if (differences.Count >= EnoughDifferences)
                state.Stop();
        });
        return new(done, bills, total, [.. differences]);
    }
}
