using System.Globalization;
using Npgsql;
using Settlement.Domain;
using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Settlements;

namespace Settlement.Persistence.Settlements;

/// <summary>The statements that keep a settlement.</summary>
internal static class SettlementWrites
{
    private const string Columns =
        """
        person_id, settlement_id, facility_code, transaction_no, encounter_id, reverses, reason, insured_region, scheme, service,
        disease_code, trauma, continuation, deductible_paid_before_fen, person_category, birth_date, sex, is_civil_servant,
        has_enterprise_supplement, hardship, qualified_diseases, qualification_no, qualification_facilities, facility_level,
        facility_region, is_emergency, started_on, ended_on, account_year, account_sequence, treatment_class, filing_id,
        policy_version, total_fen, full_self_pay_fen, over_limit_fen, first_self_paid_fen, in_scope_fen, up_front_share_fen,
        deductible_fen, pooled_fund_fen, large_amount_fen, large_illness_fen, civil_servant_fen, enterprise_supplement_fen,
        medical_aid_fen, personal_fen, personal_account_fen, cash_fen, personal_account_before_fen, request_hash, settled_by, settled_at,
        account_before::jsonb, account_change::jsonb, working::jsonb
        """;

    /// <summary>Of a direct settlement; how it came about is the default of its columns.</summary>
    private static readonly string InsertRecord = Insert("settlement", Columns);

    /// <summary>Of a manual reimbursement.</summary>
    private static readonly string InsertManualRecord = Insert("settlement", $"{Columns}, channel, catalog_side");

    /// <summary>Of a special drug, settled directly or by hand.</summary>
    private static readonly string InsertDrugRecord =
        Insert("settlement",
            $"{Columns}, channel, catalog_side, drug_code, drug_listing_no, drug_ratio_percent, drug_ceiling_fen, drug_basis");

    private static readonly string InsertEarlierYear = Insert(
        "settlement_earlier_year",
        """
        person_id, settlement_id, account_year, scheme, account_sequence, total_fen, in_scope_fen, up_front_share_fen, deductible_fen,
        pooled_fund_fen, fund_total_fen, account_before::jsonb, account_change::jsonb
        """);

    private const string InsertLines =
        """
        INSERT INTO settlement_line (
            person_id, settlement_id, line_no, item_code, service_date, quantity, unit_price, amount_fen,
            full_self_pay_fen, over_limit_fen, first_self_paid_fen, in_scope_fen, item_class, fee_category, catalog_version,
            kind, refunds_line_no, approval, restriction_outcome, hospital_item_code, outside_facility)
        SELECT $1, $2, * FROM unnest($3::text[], $4::text[], $5::date[], $6::numeric[], $7::numeric[], $8::bigint[],
            $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::text[], $14::text[], $15::text[],
            $16::text[], $17::text[], $18::text[], $19::text[], $20::text[], $21::text[])
        """;

    internal static void Add(NpgsqlBatch batch, Booking booking)
    {
        AddRecord(batch, booking.Record);
        AddLines(batch, booking.Record, booking.Lines);
        AddAccounts(batch, booking.Record);
        AddEncounterState(batch, booking.Record);
        AddInvoices(batch, booking.Record, booking.Invoices);
    }

    private static void AddRecord(NpgsqlBatch batch, SettlementRecord s)
    {
        object?[] values =
        [
            s.PersonId.Value, s.SettlementId.Value, s.FacilityCode.Value, s.TransactionNo, s.EncounterId.Value, s.Reverses?.Value, s.Reason,
            s.InsuredRegion.Value, s.Scheme.ToString(), s.Service.ToString(), s.DiseaseCode, s.Trauma.ToString(),
            s.Continuation?.ToString(), s.DeductiblePaidBefore?.Fen, s.PersonCategory.ToString(),
            s.BirthDate, s.Sex.ToString(), s.IsCivilServant, s.HasEnterpriseSupplement, s.Hardship?.ToString(), s.QualifiedDiseases,
            s.QualificationNo, s.QualificationFacilities, s.FacilityLevel.ToString(), s.FacilityRegion.Value, s.IsEmergency, s.StartedOn,
            s.EndedOn, s.AccountYear, s.AccountSequence,
            s.TreatmentClass.ToString(), s.FilingId?.Value, s.PolicyVersion, s.Total.Fen, s.FullSelfPay.Fen, s.OverLimit.Fen,
            s.FirstSelfPaid.Fen, s.InScope.Fen, s.UpFrontShare.Fen, s.Deductible.Fen, s.PooledFund.Fen, s.LargeAmount.Fen,
            s.LargeIllness.Fen, s.CivilServant.Fen, s.EnterpriseSupplement.Fen, s.MedicalAid.Fen, s.Personal.Fen, s.PersonalAccount.Fen,
            s.Cash.Fen, s.PersonalAccountBefore?.Fen, s.RequestHash, s.SettledBy, s.SettledAt,
            StoredJson.Write(s.AccountBefore), StoredJson.Write(s.AccountChange),
            s.Working is { } working ? StoredJson.Write(working) : null,
        ];
        if (s.DrugCode is not null)
            batch.Add(
                InsertDrugRecord,
                [
                    .. values, s.Channel.ToString(), s.CatalogSide.ToString(), s.DrugCode, s.DrugListingNo, s.DrugRatioPercent,
                    s.DrugCeiling?.Fen, s.DrugBasis,
                ]);
        else if (s.Channel == SettlementChannel.Direct)
            batch.Add(InsertRecord, values);
        else
            batch.Add(InsertManualRecord, [.. values, s.Channel.ToString(), s.CatalogSide.ToString()]);
        foreach (var year in s.EarlierYears)
            batch.Add(InsertEarlierYear,
                year.PersonId.Value, year.SettlementId.Value, year.AccountYear, year.Scheme.ToString(), year.AccountSequence,
                year.Total.Fen, year.InScope.Fen, year.UpFrontShare.Fen, year.Deductible.Fen, year.PooledFund.Fen, year.FundTotal.Fen,
                StoredJson.Write(year.AccountBefore), StoredJson.Write(year.AccountChange));
    }

    private static void AddLines(NpgsqlBatch batch, SettlementRecord record, IReadOnlyList<SplitLine> lines)
    {
        if (lines.Count == 0)
            return;
        T[] Column<T>(Func<SplitLine, T> of) => [.. lines.Select(of)];
        batch.Add(InsertLines,
            record.PersonId.Value, record.SettlementId.Value,
            Column(l => l.Line.LineNo), Column(l => l.Line.ItemCode), Column(l => l.Line.ServiceDate), Column(l => l.Line.Quantity),
            Column(l => l.Line.UnitPriceYuan), Column(l => l.Line.Amount.Fen), Column(l => l.FullSelfPay.Fen), Column(l => l.OverLimit.Fen),
            Column(l => l.FirstSelfPaid.Fen), Column(l => l.InScope.Fen), Column(l => l.Entry.Class.ToString()),
            Column(l => l.Entry.FeeCategory), Column(l => l.Entry.Version), Column(l => l.Line.Kind?.ToString()),
            Column(l => l.Line.RefundsLineNo), Column(l => l.Line.Approval.ToString()), Column(l => l.Restriction.ToString()),
            Column(l => l.Line.HospitalItemCode), Column(l => l.Line.OutsideFacility));
    }

    private static void AddInvoices(NpgsqlBatch batch, SettlementRecord s, BillInvoices invoices)
    {
        if (invoices.MovedFrom is { } original)
            batch.Add(
                "UPDATE invoice_use SET settlement_id = $3 WHERE used_for = $1 AND settlement_id = $2",
                s.PersonId.Value, original.Value, s.SettlementId.Value);
        else if (!invoices.AreKept && s.Reverses is { } reversed)
            batch.Add("DELETE FROM invoice_use WHERE used_for = $1 AND settlement_id = $2", s.PersonId.Value, reversed.Value);
    }

    /// <summary>Every account that the record counts into: each is what it was before with the record's change.</summary>
    private static void AddAccounts(NpgsqlBatch batch, SettlementRecord s)
    {
        foreach (var year in s.EarlierYears)
            AddAccount(batch, s.PersonId, year.AccountYear, year.Scheme, year.AccountSequence, year.AccountBefore.With(year.AccountChange));
        AddAccount(batch, s.PersonId, s.AccountYear, s.Scheme, s.AccountSequence, s.AccountBefore.With(s.AccountChange));
        if (s.PersonalAccount != Money.Zero)
            batch.Add(
                "UPDATE personal_account SET spent_fen = spent_fen + $2 WHERE person_id = $1", s.PersonId.Value, s.PersonalAccount.Fen);
    }

    /// <summary>An encounter that is reimbursed was paid in full and stays so.</summary>
    private static void AddEncounterState(NpgsqlBatch batch, SettlementRecord s)
    {
        if (s.Channel == SettlementChannel.Direct)
            batch.Add(
                "UPDATE encounter SET state = $3 WHERE person_id = $1 AND encounter_id = $2",
                s.PersonId.Value, s.EncounterId.Value, s.Reverses is null ? nameof(EncounterState.Settled) : nameof(EncounterState.Open));
        if (s.Service == CareService.SpecialDrug) // the prescription is used up, or free again, whichever way it is paid
            batch.Add(
                s.Reverses is null
                    ? """
                      INSERT INTO special_drug_use (person_id, prescription_id, encounter_id)
                      SELECT person_id, prescription_id, encounter_id FROM encounter WHERE person_id = $1 AND encounter_id = $2
                      """
                    : "DELETE FROM special_drug_use WHERE person_id = $1 AND encounter_id = $2",
                s.PersonId.Value, s.EncounterId.Value);
    }

    private static void AddAccount(
        NpgsqlBatch batch, PersonId person, short year, InsuranceScheme scheme, int sequence, BenefitAccount account) => batch.Add(
        """
        UPDATE benefit_account SET last_sequence = $4, encounters = $5::jsonb, amounts = $6::jsonb
        WHERE person_id = $1 AND account_year = $2 AND scheme = $3
        """,
        person.Value, year, scheme.ToString(), sequence, StoredJson.Write(account.Encounters), StoredJson.Write(account.Amounts));

    /// <param name="columns">Names, each with the type that its parameter is cast to where one stands behind it.</param>
    private static string Insert(string table, string columns)
    {
        var typed = columns.Split(',', StringSplitOptions.TrimEntries).Select(column => column.Split("::")).ToList();
        var values = typed.Select((column, i) =>
            string.Join("::", column.Skip(1).Prepend(string.Create(CultureInfo.InvariantCulture, $"${i + 1}"))));
        return $"INSERT INTO {table} ({string.Join(", ", typed.Select(column => column[0]))}) VALUES ({string.Join(", ", values)})";
    }
}
