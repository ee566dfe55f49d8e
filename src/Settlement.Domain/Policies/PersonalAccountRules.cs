using Settlement.Domain.Facilities;

namespace Settlement.Domain.Policies;

/// <summary>个人账户支付范围: what the personal account may pay away from home (R2.8).</summary>
/// <param name="Pays">Parts of the personal share that it may pay, in the order in which it does.</param>
public sealed record PersonalAccountRules(IReadOnlySet<CareService> Services, IReadOnlyList<PersonalPart> Pays, Citation Source);
