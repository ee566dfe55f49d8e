using Settlement.Domain;

namespace Settlement.Api.Persons;

/// <summary>参保人 as whoever calls names one: by the insured place and its number.</summary>
internal sealed record PersonKey(RegionCode InsuredRegion, string PersonNo)
{
    internal PersonId Id { get; } = PersonId.Of(InsuredRegion, new(PersonNo));

    /// <param name="regionCode">Of the path, where access control has read it before.</param>
    internal static PersonKey Of(string regionCode, string personNo) => new(RegionCode.Parse(regionCode), personNo);
}
