using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Persistence;
using Settlement.Persistence.Chronic;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Chronic;

/// <summary>跨省直接结算的门诊慢特病病种 (R-CHR-02): of the nation on a day, and of one insured place.</summary>
internal sealed class Diseases(SettlementDbContext db, ReferenceSnapshot reference)
{
    /// <param name="on">Today where null.</param>
    internal async Task<Outcome<ChronicDiseaseList>> OfNationAsync(DateOnly? on, Call call)
    {
        var day = on ?? call.Today;
        if (!FieldForm.IsDay(day))
            return ProblemKind.InvalidRequest.Refuse($"{day:O}", "/on");
        var diseases = await NationalDisease.AllAsync(db, call.Cancellation);
        return new ChronicDiseaseList(
            day, diseases.Where(d => d.SupportedFrom <= day).Select(d => d.Group).Distinct().Count(),
            [.. diseases.Select(d => new ChronicDiseaseAnswer(d.Code, d.Name, d.Group, d.SupportedFrom, d.SupportedFrom <= day, d.Verified))]);
    }

    /// <param name="on">Today where null.</param>
    internal async Task<Outcome<OpenedDiseaseList>> OfRegionAsync(string regionCode, DateOnly? on, Call call)
    {
        if (!RegionCode.TryParse(regionCode, out var region))
            return ProblemKind.InvalidRequest.Refuse(regionCode, "/regionCode");
        var day = on ?? call.Today;
        if (!FieldForm.IsDay(day))
            return ProblemKind.InvalidRequest.Refuse($"{day:O}", "/on");
        var names = (await NationalDisease.AllAsync(db, call.Cancellation)).ToDictionary(d => d.Code);
        return new OpenedDiseaseList(regionCode, day,
        [
            .. from scheme in Enum.GetValues<InsuranceScheme>()
               let policy = reference.Policies.InForceOn(region, scheme, day)
               where policy is not null
               from benefit in policy.Benefits.Keys
               where benefit is { Service: CareService.ChronicOutpatient, Disease: not null }
               orderby scheme, benefit.Disease
               let supported = reference.ChronicDiseases.IsSupported(benefit.Disease!, day)
               select new OpenedDisease(
                   scheme, benefit.Disease!, names.GetValueOrDefault(benefit.Disease!)?.Name, names.GetValueOrDefault(benefit.Disease!)?.Group,
                   policy.Version, supported),
        ]);
    }
}

/// <summary>The national list as it stands on a day.</summary>
/// <param name="Groups">How many groups (病种) are settled between provinces on the day: five from 2021, ten from 2024-12.</param>
internal sealed record ChronicDiseaseList(DateOnly On, int Groups, IReadOnlyList<ChronicDiseaseAnswer> Items);

/// <param name="Code">病种代码; matched whole, never by its beginning.</param>
/// <param name="Group">跨省直接结算病种; null where the disease is only reimbursed at the insured place.</param>
/// <param name="SupportedFrom">First day on which it is settled between provinces; null for never.</param>
/// <param name="Verified">Whether code and group were checked against a national document; null without a group.</param>
internal sealed record ChronicDiseaseAnswer(string Code, string Name, string? Group, DateOnly? SupportedFrom, bool Supported, bool? Verified);

/// <summary>What the policies of an insured place in force on a day pay.</summary>
internal sealed record OpenedDiseaseList(string InsuredRegion, DateOnly On, IReadOnlyList<OpenedDisease> Items);

/// <param name="Supported">Whether the nation has opened it too; if not, it is reimbursed at the insured place.</param>
internal sealed record OpenedDisease(InsuranceScheme Scheme, string DiseaseCode, string? Name, string? Group, string PolicyVersion, bool Supported);
