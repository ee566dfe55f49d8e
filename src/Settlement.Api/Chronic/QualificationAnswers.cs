using Settlement.Api.Calls;
using Settlement.Domain.Chronic;
using Settlement.Persistence.Chronic;

namespace Settlement.Api.Chronic;

/// <summary>门诊慢特病资格.</summary>
/// <param name="QualificationNo">The insured place's own number.</param>
/// <param name="DiseaseCode">病种代码, such as M03900.</param>
/// <param name="ValidThrough">Last day as granted or extended; null while open.</param>
/// <param name="RevokedFrom">First day on which nothing may begin any more; null unless revoked.</param>
/// <param name="Standing">How it stands today.</param>
/// <param name="Facilities">选定医药机构 as granted or changed last; empty for every one. The history says from which day.</param>
/// <param name="Certificate">Null where it is not known.</param>
/// <param name="Version">Counts the steps; a step says which version was looked at.</param>
internal sealed record QualificationAnswer(
    string QualificationNo, string PersonNo, string DiseaseCode, DateOnly ValidFrom, DateOnly? ValidThrough, DateOnly? RevokedFrom,
    QualificationStanding Standing, IReadOnlyList<string> Facilities, CertificatePart? Certificate, int Version, DateTimeOffset RecordedAt)
{
    internal static QualificationAnswer From(ChronicQualificationRecord q, string personNo, DateOnly today) => new(
        q.QualificationNo, personNo, q.DiseaseCode, q.ValidFrom, q.ValidThrough, q.RevokedFrom, q.Days.StandingOn(today),
        [.. q.Facilities.Select(f => f.Value)],
        q is { Doctor: { } doctor, CertifiedOn: { } day, CertifiedBy: { } issuer } ? new(doctor, day, issuer) : null,
        q.Version, q.RecordedAt.InChina());
}

/// <summary>All of one person, by disease and day.</summary>
internal sealed record QualificationList(string PersonNo, IReadOnlyList<QualificationAnswer> Items);

/// <summary>资格办理记录, oldest first.</summary>
internal sealed record QualificationHistory(string QualificationNo, IReadOnlyList<QualificationEventAnswer> Items);

/// <summary>One step, with what the qualification was after it.</summary>
/// <param name="FacilitiesFrom">First day of a change of the facilities; null for every other step.</param>
internal sealed record QualificationEventAnswer(
    int Version, QualificationStep Step, DateOnly? ValidThrough, DateOnly? RevokedFrom, IReadOnlyList<string> Facilities, DateOnly? FacilitiesFrom, string? Note,
    string DoneBy, DateTimeOffset DoneAt)
{
    internal static QualificationEventAnswer From(ChronicQualificationEventRecord e) => new(
        e.Version, e.Step, e.ValidThrough, e.RevokedFrom, [.. e.Facilities.Select(f => f.Value)], e.FacilitiesFrom, e.Note, e.DoneBy, e.DoneAt.InChina());
}

/// <summary>What a facility is told of a person who says to be qualified: no more than it needs.</summary>
/// <param name="Name">姓名, masked.</param>
internal sealed record QualificationsAtFacility(
    string InsuredRegion, string PersonNo, string Name, DateOnly On, IReadOnlyList<QualificationAtFacility> Items);

/// <param name="DiseaseName">病种名称 in the national list; null where it is not in it.</param>
/// <param name="Supported">Whether the nation has opened the disease on the day (R-CHR-02).</param>
/// <param name="Here">Whether the qualification holds at this facility: it was chosen, or none was.</param>
/// <param name="OpenHere">Whether this facility has opened the disease on the day.</param>
internal sealed record QualificationAtFacility(
    string DiseaseCode, string? DiseaseName, DateOnly ValidFrom, DateOnly? ValidThrough, bool Supported, bool Here, bool OpenHere);
