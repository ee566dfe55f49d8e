using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Settlement.Domain;
using Settlement.Domain.Persons;

namespace Settlement.Persistence;

internal sealed class MoneyConverter() : ValueConverter<Money, long>(money => money.Fen, fen => new(fen));

internal sealed class RegionCodeConverter() : ValueConverter<RegionCode, string>(region => region.Value, text => RegionCode.Parse(text));

internal sealed class FacilityCodeConverter() : ValueConverter<FacilityCode, string>(code => code.Value, text => FacilityCode.Parse(text));

internal sealed class IdentityNumberConverter() : ValueConverter<IdentityNumber, string>(
    number => number.Value, text => IdentityNumber.Parse(text));

internal sealed class PersonNoConverter() : ValueConverter<PersonNo, string>(number => number.Value, text => new(text));

internal sealed class PersonIdConverter() : ValueConverter<PersonId, Guid>(id => id.Value, value => new(value));

internal sealed class FilingIdConverter() : ValueConverter<FilingId, Guid>(id => id.Value, value => new(value));

internal sealed class EncounterIdConverter() : ValueConverter<EncounterId, Guid>(id => id.Value, value => new(value));

internal sealed class VisitIdConverter() : ValueConverter<VisitId, Guid>(id => id.Value, value => new(value));

internal sealed class SettlementIdConverter() : ValueConverter<SettlementId, Guid>(id => id.Value, value => new(value));

internal sealed class ManualClaimIdConverter() : ValueConverter<ManualClaimId, Guid>(id => id.Value, value => new(value));
