using Settlement.Domain;
using Settlement.Domain.Agencies;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;

namespace Settlement.Persistence.DemonstrationData;

/// <summary>A facility of <c>facilities.json</c>.</summary>
/// <param name="AgreementThrough">Last day; null while open, as everywhere in these files.</param>
public sealed record DemonstrationFacility(
    string Code,
    string Name,
    FacilityKind Kind,
    string Region,
    FacilityLevel Level,
    DateOnly AgreementFrom,
    DateOnly? AgreementThrough,
    IReadOnlyList<DemonstrationOpening> Openings)
{
    public DesignatedFacility ToFacility() => new(
        FacilityCode.Parse(Code), Name, RegionCode.Parse(Region), Level, new(AgreementFrom, AgreementThrough),
        [.. Openings.Select(o => new ServiceOpening(new(o.Service, o.DiseaseCode), new(o.From, o.Through)))]);
}

/// <param name="Through">Last day; null while open.</param>
/// <param name="DiseaseCode">For chronic outpatient care, which is opened disease by disease.</param>
public sealed record DemonstrationOpening(CareService Service, DateOnly From, DateOnly? Through, string? DiseaseCode = null);

/// <summary>An invented person of <c>persons.json</c>, with the filings that were accepted.</summary>
/// <param name="About">What the person shows.</param>
/// <param name="CivilServant">享受公务员医疗补助.</param>
/// <param name="EnterpriseSupplement">企业补充医疗保险.</param>
/// <param name="PersonalAccountYuan">What was credited to the personal account before anything was spent.</param>
public sealed record DemonstrationPerson(
    string PersonNo,
    string InsuredRegion,
    string Name,
    string IdentityNumber,
    InsuranceScheme Scheme,
    PersonCategory Category,
    InsuredStatus Status,
    string About,
    IReadOnlyList<DemonstrationFiling> Filings,
    IReadOnlyList<DemonstrationQualification>? ChronicQualifications = null,
    bool CivilServant = false,
    bool EnterpriseSupplement = false,
    Hardship? Hardship = null,
    decimal PersonalAccountYuan = 0)
{
    public InsuredPerson ToPerson()
    {
        var (region, number) = (RegionCode.Parse(InsuredRegion), new PersonNo(PersonNo));
        var identity = Domain.Persons.IdentityNumber.Parse(IdentityNumber);
        return new(PersonId.Of(region, number), number, region, Scheme, Category, Status, identity.BirthDate, identity.Sex)
        {
            IsCivilServant = CivilServant,
            HasEnterpriseSupplement = EnterpriseSupplement,
            Hardship = Hardship,
            Qualifications = [.. (ChronicQualifications ?? []).Select(q => new ChronicQualification(q.DiseaseCode, new(q.ValidFrom, q.ValidThrough)))],
        };
    }
}

/// <param name="ValidThrough">Last day; null while open.</param>
public sealed record DemonstrationQualification(string DiseaseCode, DateOnly ValidFrom, DateOnly? ValidThrough);

/// <param name="ValidThrough">Last day on which an admission may begin; null for a long-term filing.</param>
public sealed record DemonstrationFiling(string FilingNo, FilingType Type, string Destination, DateOnly ValidFrom, DateOnly? ValidThrough)
{
    public Filing ToFiling() =>
        new(FilingId.New(), Type, RegionCode.Parse(Destination), new(ValidFrom, ValidThrough), FilingState.Accepted) { CompleteFrom = ValidFrom };
}

/// <summary>The bills of one person in <c>bills.json</c>.</summary>
/// <param name="History">Settled at the first start, in this order, through the ordinary path: they make the person's account.</param>
/// <param name="TryIt">Left for whoever tries the product; docs/demonstration.md says what becomes of it.</param>
public sealed record DemonstrationBills(
    string InsuredRegion, string PersonNo, IReadOnlyList<DemonstrationBill> History, DemonstrationBill TryIt);

/// <param name="TransactionNo">The facility's own number of the settlement.</param>
/// <param name="DiseaseCode">For chronic outpatient care.</param>
public sealed record DemonstrationBill(
    string TransactionNo,
    string EncounterNo,
    string FacilityCode,
    CareService Service,
    bool IsEmergency,
    DateOnly StartedOn,
    DateOnly EndedOn,
    string DiagnosisCode,
    IReadOnlyList<DemonstrationLine> Lines,
    string? DiseaseCode = null)
{
    public Encounter ToEncounter() => new(new Benefit(Service, DiseaseCode), IsEmergency, StartedOn, EndedOn);
}

/// <param name="ItemName">For the reader only: the code decides.</param>
public sealed record DemonstrationLine(
    string LineNo, string ItemCode, string ItemName, DateOnly ServiceDate, decimal Quantity, decimal UnitPriceYuan, decimal AmountYuan);

/// <summary>An agency of <c>agencies.json</c>.</summary>
/// <param name="Parent">Region of the agency above, whose code is made of it; left out for the highest.</param>
public sealed record DemonstrationAgency(
    string Region, string Code, AgencyLevel Level, string Name, string Address, string Phone, IReadOnlyList<AgencyService> Services, string? Parent = null);

/// <summary>A drug of <c>special-drugs.json</c>, with the approvals of its use.</summary>
/// <param name="Province">Whose list it is on.</param>
/// <param name="DrugName">For the reader only: the code decides.</param>
/// <param name="RatioPercent">单药支付比例; null where the policies' ratios hold.</param>
/// <param name="YearlyCeilingYuan">单药年度限额; null for none.</param>
/// <param name="Basis">依据 of the two.</param>
public sealed record DemonstrationSpecialDrug(
    string Province, string ListingNo, string DrugCode, string DrugName, DateOnly ListedFrom, IReadOnlyList<DemonstrationApproval> Approvals,
    decimal? RatioPercent = null, decimal? YearlyCeilingYuan = null, string? Basis = null);

/// <param name="ValidThrough">Last day; null while open.</param>
public sealed record DemonstrationApproval(
    string InsuredRegion, string PersonNo, string ApprovalNo, string DoctorCode, string Doctor, string Hospital, string Pharmacy,
    DateOnly ValidFrom, DateOnly? ValidThrough);
