namespace Settlement.Domain;

/// <summary>Identifies one filing.</summary>
public readonly record struct FilingId(Guid Value)
{
    public static FilingId New() => new(Guid.CreateVersion7());
}

/// <summary>Identifies one encounter.</summary>
public readonly record struct EncounterId(Guid Value)
{
    public static EncounterId New() => new(Guid.CreateVersion7());
}

/// <summary>Identifies one claim for manual reimbursement.</summary>
public readonly record struct ManualClaimId(Guid Value)
{
    public static ManualClaimId New() => new(Guid.CreateVersion7());
}

/// <summary>Identifies one visit of several parts.</summary>
public readonly record struct VisitId(Guid Value)
{
    public static VisitId New() => new(Guid.CreateVersion7());
}

/// <summary>Identifies one settlement record, be it a settlement or a reversal.</summary>
public readonly record struct SettlementId(Guid Value)
{
    public static SettlementId New() => new(Guid.CreateVersion7());
}
