using System.Security.Cryptography;
using System.Text.Json;
using Settlement.Domain.Policies.Documents;

namespace Settlement.Persistence.DemonstrationData;

/// <summary>The demonstration files beside the program, read as strictly as policies: an unknown or missing field is an error.</summary>
public static class DemonstrationFiles
{
    public static IReadOnlyList<DemonstrationFacility> Facilities() => Read<DemonstrationFacility>("facilities.json");

    public static IReadOnlyList<DemonstrationPerson> Persons() => Read<DemonstrationPerson>("persons.json");

    public static IReadOnlyList<DemonstrationBills> Bills() => Read<DemonstrationBills>("bills.json");

    public static IReadOnlyList<DemonstrationAgency> Agencies() => Read<DemonstrationAgency>("agencies.json");

    public static IReadOnlyList<DemonstrationSpecialDrug> SpecialDrugs() => Read<DemonstrationSpecialDrug>("special-drugs.json");

    internal static string HashOf(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(PathOf(file))));

    private static IReadOnlyList<T> Read<T>(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<IReadOnlyList<T>>(File.ReadAllBytes(PathOf(file)), PolicyReader.Json)
                ?? throw new InvalidDataException($"{file} is null.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{file}, {e.Path}: {e.Message}", e);
        }
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "DemonstrationData", file);
}
