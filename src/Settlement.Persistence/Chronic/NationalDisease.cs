using Microsoft.EntityFrameworkCore;

namespace Settlement.Persistence.Chronic;

/// <summary>门诊慢特病病种 of the national list (R-CHR-02, R3.1).</summary>
/// <param name="Code">The whole code; its beginning says nothing for sure.</param>
/// <param name="Group">跨省直接结算病种 that it belongs to; null where it is not settled between provinces.</param>
/// <param name="SupportedFrom">First day on which it is; null where it is not.</param>
/// <param name="Verified">Whether the group was checked against a national document; null without a group.</param>
public sealed record NationalDisease(string Code, string Name, string? Group, DateOnly? SupportedFrom, bool? Verified)
{
    /// <summary>All of them, by code.</summary>
    public static Task<List<NationalDisease>> AllAsync(SettlementDbContext db, CancellationToken cancellation) =>
        db.Database.SqlQuery<NationalDisease>(
            $"""
            SELECT code::text AS "Code", name AS "Name", cross_province_group AS "Group", supported_from AS "SupportedFrom",
                   mapping_verified AS "Verified"
            FROM chronic_disease ORDER BY code
            """).ToListAsync(cancellation);
}
