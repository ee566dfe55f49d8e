using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Settlement.Domain;
using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Facilities;
using Settlement.Domain.Settlements;

namespace Settlement.Persistence.Settlements;

/// <summary>The form of the jsonb columns: amounts as fen, enums as words. What was written once must stay readable.</summary>
public static class StoredJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new FenConverter(), new AccumulatorConverter(), new JsonStringEnumConverter() },
    };

    public static string Write(BenefitAccount account) => JsonSerializer.Serialize(account, Options);

    public static string Write(AccountChange change) => JsonSerializer.Serialize(change, Options);

    public static string Write(IReadOnlyList<WorkingStep> working) => JsonSerializer.Serialize(working, Options);

    public static string Write(ImmutableDictionary<CareService, int> encounters) => JsonSerializer.Serialize(encounters, Options);

    public static string Write(ImmutableDictionary<Accumulator, Money> amounts) => JsonSerializer.Serialize(amounts, Options);

    public static BenefitAccount ReadAccount(string json) => Read<BenefitAccount>(json);

    public static AccountChange ReadAccountChange(string json) => Read<AccountChange>(json);

    public static IReadOnlyList<WorkingStep> ReadWorking(string json) => Read<IReadOnlyList<WorkingStep>>(json);

    public static ImmutableDictionary<CareService, int> ReadEncounters(string json) => Read<ImmutableDictionary<CareService, int>>(json);

    public static ImmutableDictionary<Accumulator, Money> ReadAmounts(string json) => Read<ImmutableDictionary<Accumulator, Money>>(json);

    /// <summary>For EF: a stored value is replaced or left, never changed in place.</summary>
    internal static ValueComparer<T> NeverChanged<T>() where T : class =>
        new((left, right) => ReferenceEquals(left, right), value => RuntimeHelpers.GetHashCode(value), value => value);

    private static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"null where {typeof(T).Name} is stored");

    private sealed class FenConverter : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Fen);
    }

    private sealed class AccumulatorConverter : JsonConverter<Accumulator>
    {
        public override Accumulator Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, Accumulator value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Key);

        public override Accumulator ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetString()!);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, Accumulator value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.Key);
    }
}
