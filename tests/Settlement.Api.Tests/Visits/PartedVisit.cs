using Settlement.Api.Access;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Visits;

/// <summary>A visit in parts, as a hospital sends it: the part of a disease has the number of the visit and the disease, that of ordinary care ends in O.</summary>
internal sealed record PartedVisit(DemonstrationApi Api, string Region, string PersonNo, string No, string On = "2026-06-10")
{
    internal string Facility { get; init; } = ChronicPlaces.Hospital;

    internal string Token => Api.Token(Role.Hospital, Facility);

    internal string Path => $"v1/facilities/{Facility}/visits/{No}";

    internal string NoOf(string? disease) => $"{No}-{disease ?? "O"}";

    /// <param name="diseases">Null for the part of ordinary care.</param>
    internal Task<Answer> RegisterAsync(params string?[] diseases) => Api.PutAsync(Path, Token, new
    {
        insuredRegion = Region,
        personNo = PersonNo,
        startedOn = On,
        parts = diseases.Select(disease => new { encounterNo = NoOf(disease), diagnosisCode = disease == "M01600" ? "E11.900" : "I10.x00", diseaseCode = disease }),
    });

    internal Task<Answer> LinesAsync(params object[] lines) => Api.PutAsync($"{Path}/lines", Token, new { lines });

    internal object Line(string lineNo, string item, decimal yuan, string? disease = null) =>
        new { lineNo, itemCode = item, serviceDate = On, quantity = 1, unitPrice = yuan, amount = yuan, diseaseCode = disease };

    internal Task<Answer> PreviewAsync(bool usePersonalAccount = false) => Api.PostAsync($"{Path}/preview", Token, new { usePersonalAccount });

    /// <param name="suffix">Ends the number of each settlement, after the number of its part.</param>
    internal Task<Answer> SettleAsync(string suffix, bool usePersonalAccount, params string?[] diseases) => Api.PutAsync($"{Path}/settlement", Token, new
    {
        parts = diseases.Select(disease => new { encounterNo = NoOf(disease), transactionNo = NoOf(disease) + suffix }),
        usePersonalAccount,
    });

    internal Task<Answer> SettleAsync(params string?[] diseases) => SettleAsync("-T", usePersonalAccount: false, diseases);

    internal Task<Answer> PayInFullAsync(string? disease) => Api.PutAsync(
        $"v1/facilities/{Facility}/encounters/{NoOf(disease)}/self-payment", Token, new { endedOn = On, reason = "refused" });

    /// <summary>A part by itself, with the calls of an encounter.</summary>
    internal Settlements.Visit Part(string? disease) => new(Api, Facility, Region, PersonNo, NoOf(disease));

    /// <summary>An encounter of the same person and day that is no part.</summary>
    internal Settlements.Visit Alone(string no) => new(Api, Facility, Region, PersonNo, no);

    internal Task<Answer> DeleteAsync(string encounterNo, params string[] lineNos) =>
        Api.PostAsync($"v1/facilities/{Facility}/encounters/{encounterNo}/lines/deletions", Token, new { lineNos });
}
