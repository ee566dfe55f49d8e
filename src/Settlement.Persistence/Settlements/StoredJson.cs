using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Settlement.Domain;
using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Facilities;
using Settlement.Domain.Reconciliations;
using Settlement.Domain.Settlements;

namespace Settlement.Persistence.Settlements;

/// <summary>
/// The form of the jsonb columns: amounts as fen, enums as words, benefits as <c>inpatient</c> or <c>chronicOutpatient/M03900</c>.
/// What was written once must stay readable: benefits were once services (<c>Inpatient</c>), and the working one list of steps.
/// </summary>
public static class StoredJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new FenConverter(), new AccumulatorConverter(), new BenefitConverter(), new JsonStringEnumConverter() },
    };

    public static string Write(BenefitAccount account) => JsonSerializer.Serialize(account, Options);

    public static string Write(AccountChange change) => JsonSerializer.Serialize(
        new StoredChange(change.Benefit, Service: null, change.Encounters, change.Amounts.ToDictionary(a => a.Accumulator, a => a.Amount)),
        Options);

    public static string Write(SettlementWorking working) => JsonSerializer.Serialize(working, Options);

    public static string Write(ImmutableDictionary<Benefit, int> encounters) => JsonSerializer.Serialize(encounters, Options);

    public static string Write(ImmutableDictionary<Accumulator, Money> amounts) => JsonSerializer.Serialize(amounts, Options);

    public static string Write(Reconciliation report) => JsonSerializer.Serialize(report, Options);

    public static BenefitAccount ReadAccount(string json) => Read<BenefitAccount>(json);

    public static AccountChange ReadAccountChange(string json) => Read<StoredChange>(json).ToChange();

    public static SettlementWorking ReadWorking(string json) => json.StartsWith('[')
        ? StoredWorking.OfSteps(Read<IReadOnlyList<WorkingStep>>(json))
        : Read<SettlementWorking>(json);

    public static Reconciliation ReadReconciliation(string json) => Read<Reconciliation>(json);

    public static ImmutableDictionary<Benefit, int> ReadEncounters(string json) => Read<ImmutableDictionary<Benefit, int>>(json);

    public static ImmutableDictionary<Accumulator, Money> ReadAmounts(string json) => Read<ImmutableDictionary<Accumulator, Money>>(json);

    /// <summary>For EF: a stored value is replaced or left, never changed in place.</summary>
    internal static ValueComparer<T> NeverChanged<T>() where T : class =>
        new((left, right) => ReferenceEquals(left, right), value => RuntimeHelpers.GetHashCode(value), value => value);

    private static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"null where {typeof(T).Name} is stored");

    /// <param name="Service">What <paramref name="Benefit"/> was called in rows of the first version.</param>
    private sealed record StoredChange(Benefit? Benefit, Benefit? Service, int Encounters, IReadOnlyDictionary<Accumulator, Money> Amounts)
    {
        internal AccountChange ToChange() => new(
            Benefit ?? Service ?? throw new JsonException("An account change names no benefit."), Encounters,
            [.. Amounts.Select(a => new AddedAmount(a.Key, a.Value))]);
    }

    private sealed class FenConverter : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Fen);
    }

    private sealed class AccumulatorConverter : WordConverter<Accumulator>
    {
        protected override Accumulator Parse(string word) => new(word);
    }

    private sealed class BenefitConverter : WordConverter<Benefit>
    {
        protected override Benefit Parse(string word) => word.Split('/') switch
        {
            [var service] => new(Enum.Parse<CareService>(service, ignoreCase: true)),
            [var service, var disease] => new(Enum.Parse<CareService>(service, ignoreCase: true), disease),
            _ => throw new JsonException($"'{word}' is no benefit"),
        };
    }

    /// <summary>A value that is one word, as a value and as a key.</summary>
    private abstract class WordConverter<T> : JsonConverter<T> where T : struct
    {
        protected abstract T Parse(string word);

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Parse(reader.GetString()!);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.ToString()!);
    }
}
