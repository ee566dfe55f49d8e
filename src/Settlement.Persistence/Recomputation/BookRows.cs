using Npgsql;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Recomputation;
using Settlement.Domain.Settlements;
using Settlement.Persistence.Settlements;

namespace Settlement.Persistence.Recomputation;

/// <summary>Rows of a person's tables as records, read column by column: a million of them by EF would take a while.</summary>
internal static class BookRows
{
    /// <summary>All but those that no computation needs.</summary>
    internal const string Settlement =
        """
        person_id, settlement_id, facility_code, transaction_no, encounter_id, reverses, insured_region, scheme, service,
        disease_code, trauma, person_category, birth_date, sex, is_civil_servant, has_enterprise_supplement, hardship, qualified_diseases,
        facility_level, facility_region, is_emergency, started_on, ended_on, account_year, account_sequence, treatment_class, filing_id,
        policy_version, total_fen, full_self_pay_fen, over_limit_fen, first_self_paid_fen, in_scope_fen, up_front_share_fen,
        deductible_fen, pooled_fund_fen, large_amount_fen, large_illness_fen, civil_servant_fen, enterprise_supplement_fen,
        medical_aid_fen, personal_fen, personal_account_fen, cash_fen, personal_account_before_fen, settled_at,
        account_before, account_change, continuation, deductible_paid_before_fen,
        channel, catalog_side,
        qualification_no, qualification_facilities,
        drug_code, drug_listing_no, drug_ratio_percent, drug_ceiling_fen, drug_basis
        """;

    /// <summary>Columns of <c>settlement</c> that are left out: who did it and why, and the working in words.</summary>
    internal static readonly IReadOnlySet<string> NotRead = new HashSet<string> { "reason", "working", "request_hash", "settled_by", "settled_day" };

    internal const string EarlierYear =
        """
        person_id, settlement_id, account_year, scheme, account_sequence, account_before, account_change,
        total_fen, in_scope_fen, up_front_share_fen, deductible_fen, pooled_fund_fen, fund_total_fen
        """;

    internal const string Line =
        """
        person_id, settlement_id, line_no, item_code, service_date, quantity, unit_price, amount_fen, full_self_pay_fen, over_limit_fen,
        first_self_paid_fen, in_scope_fen, item_class, fee_category, catalog_version, kind, refunds_line_no, approval, restriction_outcome,
        hospital_item_code, outside_facility
        """;

    internal const string Account = "person_id, account_year, scheme, last_sequence, encounters, amounts";

    internal static SettlementRecord SettlementOf(NpgsqlDataReader row) => new()
    {
        PersonId = new(row.GetGuid(0)),
        SettlementId = new(row.GetGuid(1)),
        FacilityCode = FacilityCode.Parse(row.GetString(2)),
        TransactionNo = row.GetString(3),
        EncounterId = new(row.GetGuid(4)),
        Reverses = row.IsDBNull(5) ? null : new SettlementId(row.GetGuid(5)),
        InsuredRegion = RegionCode.Parse(row.GetString(6)),
        Scheme = Word<InsuranceScheme>(row, 7),
        Service = Word<CareService>(row, 8),
        DiseaseCode = Text(row, 9),
        Trauma = Word<Trauma>(row, 10),
        PersonCategory = Word<PersonCategory>(row, 11),
        BirthDate = row.GetFieldValue<DateOnly>(12),
        Sex = Word<Sex>(row, 13),
        IsCivilServant = row.GetBoolean(14),
        HasEnterpriseSupplement = row.GetBoolean(15),
        Hardship = WordOrNull<Hardship>(row, 16),
        QualifiedDiseases = row.GetFieldValue<string[]>(17),
        FacilityLevel = Word<FacilityLevel>(row, 18),
        FacilityRegion = RegionCode.Parse(row.GetString(19)),
        IsEmergency = row.GetBoolean(20),
        StartedOn = row.GetFieldValue<DateOnly>(21),
        EndedOn = row.GetFieldValue<DateOnly>(22),
        AccountYear = row.GetInt16(23),
        AccountSequence = row.GetInt32(24),
        TreatmentClass = Word<TreatmentClass>(row, 25),
        FilingId = row.IsDBNull(26) ? null : new FilingId(row.GetGuid(26)),
        PolicyVersion = row.GetString(27),
        Total = Fen(row, 28),
        FullSelfPay = Fen(row, 29),
        OverLimit = Fen(row, 30),
        FirstSelfPaid = Fen(row, 31),
        InScope = Fen(row, 32),
        UpFrontShare = Fen(row, 33),
        Deductible = Fen(row, 34),
        PooledFund = Fen(row, 35),
        LargeAmount = Fen(row, 36),
        LargeIllness = Fen(row, 37),
        CivilServant = Fen(row, 38),
        EnterpriseSupplement = Fen(row, 39),
        MedicalAid = Fen(row, 40),
        Personal = Fen(row, 41),
        PersonalAccount = Fen(row, 42),
        Cash = Fen(row, 43),
        PersonalAccountBefore = row.IsDBNull(44) ? null : Fen(row, 44),
        SettledAt = row.GetFieldValue<DateTimeOffset>(45),
        AccountBefore = StoredJson.ReadAccount(row.GetString(46)),
        AccountChange = StoredJson.ReadAccountChange(row.GetString(47)),
        Continuation = WordOrNull<ContinuationKind>(row, 48),
        DeductiblePaidBefore = row.IsDBNull(49) ? null : Fen(row, 49),
        Channel = Word<SettlementChannel>(row, 50),
        CatalogSide = Word<CatalogSide>(row, 51),
        QualificationNo = Text(row, 52),
        QualificationFacilities = row.GetFieldValue<string[]>(53),
        DrugCode = Text(row, 54),
        DrugListingNo = Text(row, 55),
        DrugRatioPercent = row.IsDBNull(56) ? null : row.GetDecimal(56),
        DrugCeiling = row.IsDBNull(57) ? null : Fen(row, 57),
        DrugBasis = Text(row, 58),
        Working = null,
        RequestHash = [],
        SettledBy = "",
    };

    internal static SettlementEarlierYearRecord EarlierYearOf(NpgsqlDataReader row) => new()
    {
        PersonId = new(row.GetGuid(0)),
        SettlementId = new(row.GetGuid(1)),
        AccountYear = row.GetInt16(2),
        Scheme = Word<InsuranceScheme>(row, 3),
        AccountSequence = row.GetInt32(4),
        AccountBefore = StoredJson.ReadAccount(row.GetString(5)),
        AccountChange = StoredJson.ReadAccountChange(row.GetString(6)),
        Total = Fen(row, 7),
        InScope = Fen(row, 8),
        UpFrontShare = Fen(row, 9),
        Deductible = Fen(row, 10),
        PooledFund = Fen(row, 11),
        FundTotal = Fen(row, 12),
    };

    internal static SettlementLineRecord LineOf(NpgsqlDataReader row) => new()
    {
        PersonId = new(row.GetGuid(0)),
        SettlementId = new(row.GetGuid(1)),
        LineNo = row.GetString(2),
        ItemCode = row.GetString(3),
        ServiceDate = row.GetFieldValue<DateOnly>(4),
        Quantity = row.GetDecimal(5),
        UnitPrice = row.GetDecimal(6),
        Amount = Fen(row, 7),
        FullSelfPay = Fen(row, 8),
        OverLimit = Fen(row, 9),
        FirstSelfPaid = Fen(row, 10),
        InScope = Fen(row, 11),
        ItemClass = Word<ItemClass>(row, 12),
        FeeCategory = row.GetString(13),
        CatalogVersion = row.GetString(14),
        Kind = WordOrNull<ItemKind>(row, 15),
        RefundsLineNo = Text(row, 16),
        Approval = Word<HospitalApproval>(row, 17),
        RestrictionOutcome = WordOrNull<RestrictionOutcome>(row, 18),
        HospitalItemCode = Text(row, 19),
        OutsideFacility = Text(row, 20),
    };

    internal static (short Year, InsuranceScheme Scheme, StoredAccount Account) AccountOf(NpgsqlDataReader row) => (
        row.GetInt16(1), Word<InsuranceScheme>(row, 2),
        new(row.GetInt32(3), new()
        {
            Encounters = StoredJson.ReadEncounters(row.GetString(4)),
            Amounts = StoredJson.ReadAmounts(row.GetString(5)),
        }));

    private static Money Fen(NpgsqlDataReader row, int column) => new(row.GetInt64(column));

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static T Word<T>(NpgsqlDataReader row, int column) where T : struct, Enum => Enum.Parse<T>(row.GetString(column));

    private static T? WordOrNull<T>(NpgsqlDataReader row, int column) where T : struct, Enum => row.IsDBNull(column) ? null : Word<T>(row, column);
}
