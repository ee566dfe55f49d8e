using System.Text.Json;
using Settlement.Api.Calls;
using Settlement.Domain.Agencies;
using Settlement.Persistence.Agencies;

namespace Settlement.Api.Agencies;

/// <summary>经办机构.</summary>
/// <param name="Region">Province, city or county that keeps it.</param>
/// <param name="AgencyCode">The region's own code for it.</param>
/// <param name="Place">The region, or below it the division code of a township (9 digits) or village (12).</param>
/// <param name="ParentCode">Agency above, in <paramref name="ParentRegion"/>; null for none.</param>
/// <param name="Origin"><c>demonstration</c> for an agency that does not exist.</param>
/// <param name="Version">Counts the steps; whoever changes it names the one looked at.</param>
internal sealed record AgencyAnswer(
    string Region, string AgencyCode, string Place, AgencyLevel Level, string Name, string? ParentRegion, string? ParentCode,
    string Address, IReadOnlyList<string> Phones, string Hours, IReadOnlyList<AgencyService> Services, decimal? Longitude,
    decimal? Latitude, DateOnly ValidFrom, DateOnly? ValidThrough, string Origin, int Version)
{
    internal static AgencyAnswer From(AgencyRecord a) => new(
        a.Region.Value, a.AgencyCode, a.Place, a.Level, a.Name, a.ParentRegion?.Value, a.ParentCode, a.Address, a.Phones, a.Hours,
        a.Services, a.Longitude, a.Latitude, a.ValidFrom, a.ValidThrough, a.Source, a.Version);
}

/// <summary>One entry of an agency's history.</summary>
/// <param name="Agency">The agency after the step.</param>
internal sealed record AgencyEventAnswer(int Version, AgencyStep Step, string DoneBy, DateTimeOffset DoneAt, AgencyAnswer Agency)
{
    internal static AgencyEventAnswer From(AgencyEventRecord step) =>
        new(
            step.Version, step.Step, step.DoneBy, step.DoneAt.InChina(),
            JsonSerializer.Deserialize<AgencyAnswer>(step.Content, Wire.Json)!);
}

/// <summary>经办机构变更记录, oldest first; none of an agency that came with the demonstration and that nobody has changed.</summary>
internal sealed record AgencyHistory(string Region, string AgencyCode, IReadOnlyList<AgencyEventAnswer> Items);

/// <summary>A page of agencies in the order of their regions and codes.</summary>
/// <param name="Above">Where the region asked for has none: the nearest agency of a region around it; else null.</param>
/// <param name="Next">Send it as <c>after</c> to read on; null at the end.</param>
internal sealed record AgencyPage(IReadOnlyList<AgencyAnswer> Items, AgencyAnswer? Above, string? Next);

/// <summary>What became of an upload.</summary>
/// <param name="Recorded">New agencies.</param>
/// <param name="Changed">Agencies that were there.</param>
internal sealed record AgencyUploadAnswer(string UploadNo, int Rows, int Recorded, int Changed);
