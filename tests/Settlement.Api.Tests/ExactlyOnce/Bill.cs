using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.ExactlyOnce;

/// <summary>One stay of a demonstration person and its bill, wholly in scope, and the calls that a hospital makes about it.</summary>
internal sealed record Bill(string Facility, string Region, string PersonNo, string EncounterNo, decimal Yuan)
{
    private const string StartedOn = "2026-09-20";
    private const string EndedOn = "2026-09-25";

    /// <summary>Filed persons and where they are treated: few, so that their bills meet in their accounts.</summary>
    private static readonly (string Facility, string Region, string PersonNo)[] Stays =
    [
        ("H46010599001", "110000", "DEMO01"), ("H46010599001", "110000", "DEMO02"), ("H31010499001", "360100", "DEMO03"),
        ("H31010499001", "360100", "DEMO04"), ("H31010499001", "360100", "DEMO13"), ("H31010199002", "110000", "DEMO15"),
        ("H44010499001", "110000", "DEMO09"), ("H44010699002", "430100", "DEMO10"),
    ];

    internal static Bill Draw(Random random, string encounterNo)
    {
        var (facility, region, personNo) = Stays[random.Next(Stays.Length)];
        return new(facility, region, personNo, encounterNo, random.Next(100_00, 3_000_00) / 100m);
    }

    internal Task<Answer> RegisterAsync(Instance at) => PutAsync(at, $"encounters/{EncounterNo}",
        new { insuredRegion = Region, personNo = PersonNo, service = "inpatient", startedOn = StartedOn, diagnosisCode = "S72.000" });

    internal Task<Answer> ChargeAsync(Instance at) => PutAsync(at, $"encounters/{EncounterNo}/lines",
        new { lines = new[] { new { lineNo = "1", itemCode = Items.ClassA, serviceDate = StartedOn, quantity = 1, unitPrice = Yuan, amount = Yuan } } });

    internal Task<Answer> PreviewAsync(Instance at) =>
        at.SendAsync(HttpMethod.Post, Facility, $"encounters/{EncounterNo}/preview", new { endedOn = EndedOn });

    /// <param name="isChanged">Other content: the stay ended a day later.</param>
    internal Task<Answer> SettleAsync(Instance at, string no, bool isChanged = false, CancellationToken cut = default) => PutAsync(at,
        $"settlements/{no}", new { encounterNo = EncounterNo, endedOn = isChanged ? "2026-09-26" : EndedOn }, cut);

    internal Task<Answer> ReverseAsync(Instance at, string no, string settlementNo) =>
        PutAsync(at, $"reversals/{no}", new { settlementTransactionNo = settlementNo, reason = "录入错误" });

    internal Task<Answer> ReadAsync(Instance at, string no) => at.SendAsync(HttpMethod.Get, Facility, $"settlements/{no}");

    internal async Task<Bill> ReadyAsync(Instance at)
    {
        (await RegisterAsync(at)).Ok();
        (await ChargeAsync(at)).Ok();
        return this;
    }

    private Task<Answer> PutAsync(Instance at, string path, object body, CancellationToken cut = default) =>
        at.SendAsync(HttpMethod.Put, Facility, path, body, cut);
}
