using Settlement.Api.Persons;

namespace Settlement.Api.Chronic;

/// <summary>A qualification as whoever calls names one: by its person and the insured place's own number.</summary>
internal sealed record QualificationKey(PersonKey Person, string No);
