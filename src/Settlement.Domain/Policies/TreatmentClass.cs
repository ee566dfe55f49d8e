namespace Settlement.Domain.Policies;

/// <summary>
/// 异地就医人员类别 as a policy's reduction differs by it. Which class an encounter falls into is decided in
/// Settlements from the filings and the emergency flag.
/// </summary>
public enum TreatmentClass
{
    /// <summary>长期备案人员在备案地: no reduction (R1.8).</summary>
    LongTerm,

    /// <summary>异地转诊.</summary>
    Referral,

    /// <summary>异地急诊抢救.</summary>
    Emergency,

    /// <summary>非急诊且未转诊, filed as another temporary stay.</summary>
    OtherTemporary,

    /// <summary>未备案.</summary>
    Unfiled,

    /// <summary>长期备案人员回参保地 (双向享受); a policy that does not name it leaves it to the insured place itself.</summary>
    LongTermAtHome,

    /// <summary>长期备案人员到第三地, not filed there; a policy that does not name it treats it as unfiled.</summary>
    LongTermElsewhere,
}
