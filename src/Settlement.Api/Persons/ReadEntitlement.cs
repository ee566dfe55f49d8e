using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.Persons;
using Settlement.Persistence.Snapshots;
using Settlement.Persistence.SpecialDrugs;

namespace Settlement.Api.Persons;

/// <summary>待遇查询.</summary>
/// <param name="InsuredRegion">参保统筹区, six digits: person numbers are unique within it.</param>
/// <param name="Facility">Facility code.</param>
/// <param name="Service">What the person comes for.</param>
/// <param name="Disease">病种代码 for chronic outpatient care, such as M03900; left out for everything else.</param>
/// <param name="DrugCode">特药: shows what the list of the insured province gives this drug and what is left of its own ceiling; only with the service <c>specialDrug</c>.</param>
/// <param name="On">Day on which the encounter begins; today in China where left out.</param>
/// <param name="Emergency">Whether it is an emergency, which deems an unfiled person filed (R1.6.1).</param>
internal sealed record EntitlementQuery(
    string InsuredRegion, string Facility, Word<CareService> Service, string? Disease = null, string? DrugCode = null, DateOnly? On = null,
    bool Emergency = false)
{
    internal Benefit Benefit => new(Service.Value, Disease);

    /// <summary>What is wrong with the form of it, but for the day; null for nothing.</summary>
    internal Refusal? Fault()
    {
        if (!RegionCode.TryParse(InsuredRegion, out _))
            return ProblemKind.InvalidRequest.Refuse(InsuredRegion, "/insuredRegion");
        if (!FacilityCode.TryParse(Facility, out _))
            return ProblemKind.InvalidRequest.Refuse(Facility, "/facility");
        if ((Service.Value == CareService.ChronicOutpatient) != Disease is not null)
            return ProblemKind.InvalidRequest.Refuse(
                new("门诊慢特病须填病种，其他服务不填", "Chronic outpatient care needs a disease, nothing else has one"), "/disease");
        if (DrugCode is not null && (Service.Value != CareService.SpecialDrug || !FieldForm.IsNumber(DrugCode)))
            return ProblemKind.InvalidRequest.Refuse(
                new("药品代码只用于特药购药，应为1至40位字母、数字或 -_.", "Only a special drug has a code: 1 to 40 letters, digits or -_."), "/drugCode");
        return null;
    }
}

/// <summary>待遇查询: may this person be settled directly there on that day, and on what terms.</summary>
internal sealed class ReadEntitlement(NpgsqlDataSource source, IDbContextFactory<SettlementDbContext> tables, ReferenceSnapshot reference)
{
    internal async Task<Outcome<EntitlementAnswer>> RunAsync(string personNo, EntitlementQuery query, Call call)
    {
        if (query.Fault() is { } fault)
            return fault;
        if (reference.Facilities.Find(FacilityCode.Parse(query.Facility)) is not { } place)
            return ProblemKind.NotFound.Refuse(query.Facility, "/facility");
        var day = query.On ?? call.Today;
        if (!FieldForm.IsDay(day))
            return ProblemKind.InvalidRequest.Refuse($"{day:O}", "/on");
        var region = RegionCode.Parse(query.InsuredRegion);
        if (await EntitlementReads.ReadAsync(source, region, new(personNo), day, call.Cancellation) is not { } reads)
            return ProblemKind.PersonNotFound.Refuse(personNo, "/personNo");

        var drug = await RecordReadAsync(reads, query.DrugCode, day, call);
        var claim = reads.ClaimAt(place, new Encounter(query.Benefit, query.Emergency, day, day), reference);
        return EntitlementAnswer.From(claim, Entitlement.Of(claim), reads.Filings) with { Drug = drug };
    }

    /// <returns>What the list of the insured province gives the drug; null where none is asked for.</returns>
    private async Task<EntitlementDrugAnswer?> RecordReadAsync(EntitlementReads reads, string? drugCode, DateOnly day, Call call)
    {
        await using var db = await tables.CreateDbContextAsync(call.Cancellation);
        await db.RecordReadsAsync(call, [reads.Person.Id]);
        return drugCode is null
            ? null
            : EntitlementDrugAnswer.From(
                drugCode, await db.FindListingAsync(reads.Person.InsuredRegion.Province, drugCode, day, call.Cancellation), reads.Account);
    }
}

internal static class EntitlementClaim
{
    /// <summary>A claim without lines for an encounter that would begin at a facility.</summary>
    internal static SettlementClaim ClaimAt(
        this EntitlementReads reads, DesignatedFacility facility, Encounter encounter, ReferenceSnapshot reference)
    {
        var policy = reference.Policies.InForceOn(reads.Person.InsuredRegion, reads.Person.Scheme, encounter.StartedOn);
        return new(reads.Person, encounter, facility, [.. reads.Filings.Select(f => f.Filing)], [], reference.Catalog, policy, reads.Account)
        {
            ChronicDiseases = reference.ChronicDiseases,
        };
    }
}
