using Settlement.Domain.Facilities;
using Settlement.Domain.RulesVersions;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.ManualReimbursements;

/// <summary>手工报销材料种类 (R1.18.1).</summary>
public enum ClaimDocumentKind
{
    /// <summary>收费票据.</summary>
    Invoice,

    /// <summary>费用清单.</summary>
    FeeList,

    /// <summary>诊断证明.</summary>
    DiagnosisCertificate,

    /// <summary>病历资料.</summary>
    MedicalRecord,
}

/// <summary>What an insured place asks of claims for one service on paper; of one that the facility uploaded it may ask less (R-MAN-02).</summary>
/// <param name="Documents">Of a claim with documents only.</param>
/// <param name="UploadedDocuments">Of a claim whose lines the facility has uploaded.</param>
public sealed record ServiceDocuments(
    CareService Service, IReadOnlyList<ClaimDocumentKind> Documents, IReadOnlyList<ClaimDocumentKind> UploadedDocuments);

/// <summary>费用协查: which bills are proposed for it, and until when the treatment place answers (R1.17.1, R1.17.2).</summary>
/// <param name="Services">Services whose bills are proposed.</param>
/// <param name="WorkingDays">Working days from the request to the answer.</param>
public sealed record FeeCheckRules(Money Threshold, bool ThresholdIncluded, IReadOnlyList<CareService> Services, int WorkingDays)
{
    public bool Proposes(CareService service, Money total) =>
        Services.Contains(service) && (total > Threshold || ThresholdIncluded && total == Threshold);
}

/// <summary>手工报销规则 of an insured place from a day on; a claim follows those of the day on which it was received.</summary>
/// <param name="InsuredRegion">Null for the national rules.</param>
/// <param name="CatalogSide">Whose catalogue applies (R1.18.2).</param>
/// <param name="WorkingDays">Working days from the receipt to the payment (R1.18.1).</param>
/// <param name="MonthsToClaim">Months after the end of the encounter within which a claim may be opened; null without limit.</param>
/// <param name="Source">依据.</param>
public sealed record ManualReimbursementRules(
    string Version,
    RegionCode? InsuredRegion,
    DateOnly InForceFrom,
    DateOnly? InForceThrough,
    CatalogSide CatalogSide,
    int WorkingDays,
    int? MonthsToClaim,
    IReadOnlyList<ServiceDocuments> Services,
    FeeCheckRules FeeCheck,
    string Source) : IDatedRules<ManualReimbursementRules>
{
    public static RulesDocument<ManualReimbursementRules> Document { get; } = new ManualRulesDocument();

    public ManualReimbursementRules Through(DateOnly? last) => this with { InForceThrough = last };

    /// <summary>
    /// What is still missing: only that is asked for. The number of an invoice is asked for on every claim, since it is what keeps a bill
    /// from being paid twice (R1.18.3).
    /// </summary>
    /// <param name="isUploaded">Whether the facility uploaded the lines.</param>
    public IReadOnlyList<ClaimDocumentKind> Missing(CareService service, bool isUploaded, IReadOnlyCollection<ClaimDocumentKind> shown, bool hasInvoice)
    {
        var asked = Services.Single(s => s.Service == service);
        var missing = (isUploaded ? asked.UploadedDocuments : asked.Documents).Except(shown).ToList();
        if (!hasInvoice && !missing.Contains(ClaimDocumentKind.Invoice))
            missing.Add(ClaimDocumentKind.Invoice);
        return [.. missing.Order()];
    }

    /// <summary>Whether a claim on an encounter that ended then may be opened on that day.</summary>
    public bool MayClaim(DateOnly endedOn, DateOnly today) => MonthsToClaim is not { } months || today <= endedOn.AddMonths(months);
}

/// <summary>发票: what tells one bill from every other.</summary>
/// <param name="Code">票据代码; empty for the twenty digits of a fully digital invoice (数电票), which has none, and for no other.</param>
/// <param name="Number">票据号码.</param>
public readonly record struct InvoiceKey(string Code, string Number)
{
    private const int Longest = 20;

    /// <summary>
    /// Digits and capital letters; a number shorter than twenty needs its code, or two bills could share it, and one of twenty has none, or
    /// one bill could have two keys (R1.18.3).
    /// </summary>
    public bool IsWellFormed => Number is { Length: >= 4 and <= Longest } && Code is { Length: <= Longest } && Number.All(IsPart) && Code.All(IsPart)
        && (Code.Length == 0) == (Number.Length == Longest);

    public override string ToString() => Code.Length == 0 ? Number : $"{Code}/{Number}";

    private static bool IsPart(char c) => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c);
}
