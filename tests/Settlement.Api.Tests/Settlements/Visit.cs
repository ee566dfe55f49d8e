using Settlement.Api.Access;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Settlements;

/// <summary>A visit of a demonstration person at a demonstration hospital, step by step as a hospital sends it.</summary>
internal sealed record Visit(DemonstrationApi Api, string Facility, string Region, string PersonNo, string No)
{
    internal const string Haikou = "H46010599001";
    internal const string Shanghai = "H31010499001";

    internal string Path => $"v1/facilities/{Facility}";

    internal Role Role { get; init; } = Role.Hospital;

    internal string Token => Api.Token(Role, Facility);

    internal Task<Answer> RegisterAsync(
        string service = "inpatient", string startedOn = "2026-09-20", bool isEmergency = false, string? diagnosisCode = "S72.000",
        string trauma = "none", string? diseaseCode = null) =>
        Api.PutAsync($"{Path}/encounters/{No}", Token,
            new
            {
                insuredRegion = Region,
                personNo = PersonNo,
                service,
                startedOn,
                diagnosisCode,
                isEmergency,
                trauma,
                diseaseCode,
                traumaStatement = trauma == "withoutThirdParty" ? new { signedOn = startedOn, course = "在家中滑倒" } : null,
            });

    /// <summary>One line of a class A operation without a price limit, so that its whole amount is in scope.</summary>
    internal Task<Answer> ChargeAsync(decimal inScopeYuan, string serviceDate = "2026-09-20", string lineNo = "1") =>
        LinesAsync(new { lineNo, itemCode = Items.ClassA, serviceDate, quantity = 1, unitPrice = inScopeYuan, amount = inScopeYuan });

    internal Task<Answer> LinesAsync(params object[] lines) => Api.PutAsync($"{Path}/encounters/{No}/lines", Token, new { lines });

    internal Task<Answer> PreviewAsync(string endedOn = "2026-09-25", bool usePersonalAccount = false, bool explain = false) =>
        Api.PostAsync($"{Path}/encounters/{No}/preview", Token, new { endedOn, usePersonalAccount, explain });

    internal Task<Answer> SettleAsync(string transactionNo, string endedOn = "2026-09-25", bool usePersonalAccount = false) =>
        Api.PutAsync($"{Path}/settlements/{transactionNo}", Token, new { encounterNo = No, endedOn, usePersonalAccount });

    internal Task<Answer> ReadAsync(string transactionNo) => Api.GetAsync($"{Path}/settlements/{transactionNo}", Token);

    internal Task<Answer> ReverseAsync(string transactionNo, string settlementTransactionNo, string reason = "录入错误") =>
        Api.PutAsync($"{Path}/reversals/{transactionNo}", Token, new { settlementTransactionNo, reason });

    internal Task<Answer> PersonAsync() => Api.GetAsync($"v1/regions/{Region}/persons/{PersonNo}", Api.Token(Role.Clerk, Region));

    /// <summary>Registered and charged, ready to be settled.</summary>
    internal async Task<Visit> ReadyAsync(
        decimal inScopeYuan, string service = "inpatient", string startedOn = "2026-09-20", bool isEmergency = false,
        string trauma = "none", string? diseaseCode = null)
    {
        (await RegisterAsync(service, startedOn, isEmergency, trauma: trauma, diseaseCode: diseaseCode)).Ok();
        (await ChargeAsync(inScopeYuan, startedOn)).Ok();
        return this;
    }
}
