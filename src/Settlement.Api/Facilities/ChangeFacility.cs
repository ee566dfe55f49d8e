using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Persistence;
using Settlement.Persistence.Facilities;
using Settlement.Persistence.Numbers;

namespace Settlement.Api.Facilities;

/// <summary>机构维护: one facility is suspended or resumed, its agreement ended, a service opened or closed, from a day on (R-FAC-02, R-PRI-03).</summary>
internal sealed class ChangeFacility(SettlementDbContext db, NumberedCall numbered)
{
    /// <summary>Scope of the lock under which a province's directory is changed; its number is the province.</summary>
    internal const string Lock = "facilities";

    internal Task<Outcome<FacilityAnswer>> RunAsync(RegionCode region, string facilityCode, string changeNo, ChangeFacilityRequest request, Call call)
    {
        var number = new CallNumber($"facility-change/{facilityCode}", changeNo, "changeNo", Wire.Hash(request))
        {
            Lock = () => db.LockNumbersAsync(Lock, [region.Province.Value], call.Cancellation),
        };
        FacilityRecord? facility = null;
        return numbered.OnceAsync(
            number, FindAsync,
            () => Task.FromResult(facility is null ? ProblemKind.NotFound.Refuse(facilityCode) : Change(facility, number, request, call)),
            _ => Task.FromResult(FacilityAnswer.From(facility!)), call.Cancellation);

        async Task<FacilityChangeRecord?> FindAsync()
        {
            facility = await FindFacilityAsync(region, facilityCode, call);
            return facility is not { FacilityCode: var code }
                ? null
                : await db.FacilityChanges.AsNoTracking().SingleOrDefaultAsync(c => c.FacilityCode == code && c.ChangeNo == changeNo, call.Cancellation);
        }
    }

    private async Task<FacilityRecord?> FindFacilityAsync(RegionCode region, string facilityCode, Call call) =>
        FacilityCode.TryParse(facilityCode, out var code)
        && await db.Facilities.Include(f => f.Openings).Include(f => f.Suspensions).AsSplitQuery()
            .SingleOrDefaultAsync(f => f.FacilityCode == code, call.Cancellation) is { } facility
        && region.Contains(facility.Region)
            ? facility
            : null;

    private Outcome<FacilityChangeRecord> Change(FacilityRecord facility, CallNumber number, ChangeFacilityRequest request, Call call)
    {
        if (request.From < call.Today)
            return ProblemKind.DateNotPossible.Refuse(new("须自今日起", "It begins today or later"), "/from");
        if (request.ChangeOf(facility.Days()) is not { } change)
            return FacilityProblems.FacilityChangeNotPossible.Refuse($"{facility.FacilityCode}, {request.From:O}");

        var (by, at) = (call.By, call.Now);
        facility.Take(change.After, days => new()
        {
            FacilityCode = facility.FacilityCode,
            SuspendedFrom = days.First,
            SuspendedThrough = days.Last,
            Reason = request.Reason,
            RecordedBy = by,
            RecordedAt = at,
        });
        var record = new FacilityChangeRecord
        {
            FacilityCode = facility.FacilityCode,
            ChangeNo = number.No,
            Kind = Enum.Parse<FacilityChangeKind>($"{request.Kind}"),
            Changes = FacilityImportStore.ChangesOf(change.Changes),
            Reason = request.Reason,
            RequestHash = number.Hash,
            RecordedBy = by,
            RecordedAt = at,
        };
        db.Add(record);
        return record;
    }
}

/// <summary>机构维护.</summary>
/// <param name="From">First day on which it holds, today or later: the first without new encounters, or the first with them again.</param>
/// <param name="Through">Last day of a suspension or of an opening; left out while open.</param>
/// <param name="Service">The service that is opened or closed.</param>
/// <param name="DiseaseCode">病种代码 of chronic outpatient care.</param>
internal sealed record ChangeFacilityRequest(
    FacilityStep Kind, DateOnly From, string Reason, DateOnly? Through = null, CareService? Service = null, string? DiseaseCode = null)
{
    [JsonIgnore]
    private Benefit Benefit => new(Service!.Value, DiseaseCode);

    /// <returns>Null where the facility is not in a state for the step.</returns>
    internal FacilityDaysChange? ChangeOf(FacilityDays days) => Kind switch
    {
        FacilityStep.Suspend => days.Suspend(new(From, Through)),
        FacilityStep.Resume => days.Resume(From),
        FacilityStep.EndAgreement => days.EndAgreement(From),
        FacilityStep.OpenService => days.Open(Benefit, new(From, Through)),
        FacilityStep.CloseService => days.Close(Benefit, From),
        _ => throw new NotSupportedException(Kind.ToString()),
    };
}

internal sealed class ChangeFacilityRequestValidator : AbstractValidator<ChangeFacilityRequest>
{
    public ChangeFacilityRequestValidator()
    {
        RuleFor(r => r.From).IsDay();
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(500).IsStorable();
        RuleFor(r => r.Through).Must((r, through) => through is null
                || (r.Kind is FacilityStep.Suspend or FacilityStep.OpenService && FieldForm.IsDay(through.Value) && through >= r.From))
            .WithMessage(_ => new Text("只用于暂停和开通，且不早于起始日", "Only of a suspension or an opening, and not before its first day").ToString());
        RuleFor(r => r.Service).Must((r, service) => service is not null == r.Kind is FacilityStep.OpenService or FacilityStep.CloseService)
            .WithMessage(_ => new Text("开通、关闭服务须填，其他不填", "Needed to open or close a service, and for nothing else").ToString());
        RuleFor(r => r.DiseaseCode).Must((r, disease) => r.Service == CareService.ChronicOutpatient
                ? disease is ['M', _, _, _, _, _] && disease.Skip(1).All(char.IsAsciiDigit)
                : disease is null)
            .WithMessage(_ => new Text("门诊慢特病须填病种（如 M03900），其他服务不填", "Chronic outpatient care needs a disease such as M03900, nothing else has one").ToString());
    }
}
