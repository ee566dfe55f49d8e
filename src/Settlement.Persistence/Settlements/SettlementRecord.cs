using Settlement.Domain;
using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Persistence.Settlements;

/// <summary>结算 as stored: written once, never changed. A reversal is a record of its own, with negative amounts.</summary>
/// <remarks>With its lines it says everything that it was computed from, see <see cref="StoredClaim"/>.</remarks>
public sealed record SettlementRecord
{
    public required PersonId PersonId { get; init; }

    public required SettlementId SettlementId { get; init; }

    public required FacilityCode FacilityCode { get; init; }

    /// <summary>The facility's own number for this transaction; a retry finds the first answer by it.</summary>
    public required string TransactionNo { get; init; }

    public required EncounterId EncounterId { get; init; }

    /// <summary>The settlement that this one reverses; null for a settlement.</summary>
    public SettlementId? Reverses { get; init; }

    /// <summary>Why it was reversed; null for a settlement.</summary>
    public string? Reason { get; init; }

    /// <summary>How it came about. Facilities see direct settlements only, and clearing between provinces is of them only.</summary>
    public SettlementChannel Channel { get; init; }

    /// <summary>Whose catalogue its lines were split by.</summary>
    public CatalogSide CatalogSide { get; init; }

    public required RegionCode InsuredRegion { get; init; }

    public required InsuranceScheme Scheme { get; init; }

    public required CareService Service { get; init; }

    /// <summary>门诊慢特病病种代码; null for every other service.</summary>
    public required string? DiseaseCode { get; init; }

    public required Trauma Trauma { get; init; }

    /// <summary>Why it continues an earlier encounter; null for one of its own.</summary>
    public required ContinuationKind? Continuation { get; init; }

    /// <summary>Deductible that the earlier parts had paid; null for an encounter of its own.</summary>
    public required Money? DeductiblePaidBefore { get; init; }

    public required PersonCategory PersonCategory { get; init; }

    public required DateOnly BirthDate { get; init; }

    public required Sex Sex { get; init; }

    /// <summary>享受公务员医疗补助.</summary>
    public required bool IsCivilServant { get; init; }

    /// <summary>企业补充医疗保险.</summary>
    public required bool HasEnterpriseSupplement { get; init; }

    /// <summary>Null for a person who was not registered as in hardship.</summary>
    public required Hardship? Hardship { get; init; }

    /// <summary>Chronic diseases for which the person was qualified on the first day.</summary>
    public required string[] QualifiedDiseases { get; init; }

    /// <summary>门诊慢特病资格 that it used; null where it needed none, and in records of before it was kept.</summary>
    public string? QualificationNo { get; init; }

    /// <summary>Facilities that the qualification was bound to at the time; empty for none.</summary>
    public string[] QualificationFacilities { get; init; } = [];

    /// <summary>特药 that was bought; null for every other service, and in records of before it was kept.</summary>
    public string? DrugCode { get; init; }

    /// <summary>The entry of the special drug list that held it; null like <see cref="DrugCode"/>.</summary>
    public string? DrugListingNo { get; init; }

    /// <summary>单药支付比例 of the entry, in per cent; null where the policy's ratios held.</summary>
    public decimal? DrugRatioPercent { get; init; }

    /// <summary>单药年度限额 of the entry; null for none.</summary>
    public Money? DrugCeiling { get; init; }

    /// <summary>依据 of the entry's figures; null where it had none.</summary>
    public string? DrugBasis { get; init; }

    public required FacilityLevel FacilityLevel { get; init; }

    public required RegionCode FacilityRegion { get; init; }

    public required bool IsEmergency { get; init; }

    public required DateOnly StartedOn { get; init; }

    public required DateOnly EndedOn { get; init; }

    /// <summary>Year of the benefit account that it counts into.</summary>
    public required short AccountYear { get; init; }

    /// <summary>1 for the first record of the account, 2 for the next: the order in which they counted.</summary>
    public required int AccountSequence { get; init; }

    public required TreatmentClass TreatmentClass { get; init; }

    public required FilingId? FilingId { get; init; }

    public required string PolicyVersion { get; init; }

    public Money Total { get; init; }

    public Money FullSelfPay { get; init; }

    public Money OverLimit { get; init; }

    public Money FirstSelfPaid { get; init; }

    public Money InScope { get; init; }

    public Money UpFrontShare { get; init; }

    public Money Deductible { get; init; }

    public Money PooledFund { get; init; }

    public Money LargeAmount { get; init; }

    public Money LargeIllness { get; init; }

    public Money CivilServant { get; init; }

    public Money EnterpriseSupplement { get; init; }

    public Money MedicalAid { get; init; }

    public Money Personal { get; init; }

    public Money PersonalAccount { get; init; }

    public Money Cash { get; init; }

    /// <summary>个人账户余额 before this record; null where the account was not used.</summary>
    public required Money? PersonalAccountBefore { get; init; }

    /// <summary>年度台账 before this record, so that the settlement can be computed again.</summary>
    public required BenefitAccount AccountBefore { get; init; }

    public required AccountChange AccountChange { get; init; }

    /// <summary>In time order; empty unless a stay over New Year is split.</summary>
    public List<SettlementEarlierYearRecord> EarlierYears { get; init; } = [];

    /// <summary>The working without its fee lines, which are stored for themselves; null in a reversal.</summary>
    public required SettlementWorking? Working { get; init; }

    public required byte[] RequestHash { get; init; }

    public required string SettledBy { get; init; }

    public required DateTimeOffset SettledAt { get; init; }

    /// <summary>The day of <see cref="SettledAt"/> in China; the database computes it.</summary>
    public DateOnly SettledDay { get; private init; }

    public Benefit Benefit => new(Service, DiseaseCode);

    /// <summary>Province whose catalogue its lines were split by.</summary>
    public RegionCode CatalogProvince => CatalogSide == CatalogSide.InsuredPlace ? InsuredRegion.Province : FacilityRegion.Province;

    public StatementAmounts Amounts => new(
        Total, FullSelfPay, OverLimit, FirstSelfPaid, UpFrontShare, Deductible, PooledFund, LargeAmount, LargeIllness,
        CivilServant, EnterpriseSupplement, MedicalAid, PersonalAccount);

    /// <summary>The record of a settlement that was just computed.</summary>
    public static SettlementRecord Of(
        NumberedRequest request, EncounterReads encounter, SettlementClaim claim, SettlementStatement statement, DateTimeOffset settledAt)
    {
        var (person, visit) = (claim.Person, claim.Encounter);
        var qualification = visit.Benefit.Disease is { } disease ? person.QualificationFor(disease, visit.StartedOn) : null;
        var record = new SettlementRecord
        {
            PersonId = person.Id,
            SettlementId = SettlementId.New(),
            FacilityCode = request.Facility,
            TransactionNo = request.No,
            EncounterId = encounter.EncounterId,
            Channel = claim.Channel,
            CatalogSide = claim.CatalogSide,
            InsuredRegion = person.InsuredRegion,
            Scheme = person.Scheme,
            Service = visit.Service,
            DiseaseCode = visit.Benefit.Disease,
            Trauma = visit.Trauma,
            Continuation = visit.Continues?.Kind,
            DeductiblePaidBefore = visit.Continues?.DeductiblePaid,
            PersonCategory = person.Category,
            BirthDate = person.BirthDate,
            Sex = person.Sex,
            IsCivilServant = person.IsCivilServant,
            HasEnterpriseSupplement = person.HasEnterpriseSupplement,
            Hardship = person.Hardship,
            QualifiedDiseases = [.. person.Qualifications.Where(q => q.Validity.Contains(visit.StartedOn)).Select(q => q.Disease)],
            QualificationNo = qualification?.No,
            QualificationFacilities = [.. (qualification?.Facilities ?? []).Select(f => f.Value)],
            DrugCode = claim.SpecialDrug?.Prescription.DrugCode,
            DrugListingNo = claim.SpecialDrug?.Listing?.No,
            DrugRatioPercent = claim.SpecialDrug?.Listing?.Ratio?.Percent,
            DrugCeiling = claim.SpecialDrug?.Listing?.YearlyCeiling,
            DrugBasis = claim.SpecialDrug?.Listing?.Basis,
            FacilityLevel = claim.Facility.Level,
            FacilityRegion = claim.Facility.Region,
            IsEmergency = visit.IsEmergency,
            StartedOn = visit.StartedOn,
            EndedOn = visit.EndedOn,
            AccountYear = (short)visit.EndedOn.Year,
            AccountSequence = encounter.AccountOf(visit.EndedOn.Year).LastSequence + 1,
            TreatmentClass = statement.TreatmentClass,
            FilingId = statement.Filing,
            PolicyVersion = statement.Policy.Version,
            PersonalAccountBefore = statement.PersonalAccount?.Balance,
            AccountBefore = claim.Account,
            AccountChange = statement.AccountChange,
            Working = statement.Working().WithoutFeeLines(),
            RequestHash = request.Hash,
            SettledBy = request.By,
            SettledAt = settledAt,
        };
        var earlierYears = statement.Years.SkipLast(1)
            .Select(year => SettlementEarlierYearRecord.Of(record, year, encounter.AccountOf(year.Year)));
        return record.With(statement.Amounts) with { EarlierYears = [.. earlierYears] };
    }

    /// <summary>The record that takes this one back: the same amounts with the other sign (R1.14.7).</summary>
    public SettlementRecord Reversed(NumberedRequest request, EncounterReads encounter, string reason, DateTimeOffset reversedAt)
    {
        var id = SettlementId.New();
        var account = encounter.AccountOf(AccountYear);
        return With(Amounts.Reversed()) with
        {
            SettlementId = id,
            FacilityCode = request.Facility,
            TransactionNo = request.No,
            Reverses = SettlementId,
            Reason = reason,
            AccountSequence = account.LastSequence + 1,
            PersonalAccountBefore = PersonalAccount == Money.Zero ? null : encounter.PersonalAccountBalance,
            AccountBefore = account.Account,
            AccountChange = AccountChange.Reversed(),
            EarlierYears = [.. EarlierYears.Select(year => year.Reversed(id, encounter.AccountOf(year.AccountYear)))],
            Working = null,
            RequestHash = request.Hash,
            SettledBy = request.By,
            SettledAt = reversedAt,
        };
    }

    private SettlementRecord With(StatementAmounts amounts) => this with
    {
        Total = amounts.Total,
        FullSelfPay = amounts.FullSelfPay,
        OverLimit = amounts.OverLimit,
        FirstSelfPaid = amounts.FirstSelfPaid,
        InScope = amounts.InScope,
        UpFrontShare = amounts.UpFrontShare,
        Deductible = amounts.Deductible,
        PooledFund = amounts.PooledFund,
        LargeAmount = amounts.LargeAmount,
        LargeIllness = amounts.LargeIllness,
        CivilServant = amounts.CivilServant,
        EnterpriseSupplement = amounts.EnterpriseSupplement,
        MedicalAid = amounts.MedicalAid,
        Personal = amounts.Personal,
        PersonalAccount = amounts.PersonalAccount,
        Cash = amounts.Cash,
    };
}
