using Npgsql;

namespace Settlement.Benchmarks.Load;

/// <summary>
/// Insured persons of Beijing who work in Haikou, copied from a demonstration person, and the names of everything that is
/// theirs: a visit is a number k, and person, hospital and keys follow from k.
/// </summary>
internal sealed class Population(NpgsqlDataSource source, int persons)
{
    internal const string Region = "110000";

    /// <summary>Tertiary hospitals of Haikou: visit k is at number k modulo their count.</summary>
    internal static readonly IReadOnlyList<string> Facilities = ["H46010599001", "H46010699002"];

    /// <summary>A demonstration person employed in Beijing with a filing for Haikou without an end.</summary>
    private const string Model = "t.person_id = (SELECT person_id FROM person WHERE insured_region = '110000' AND person_no = 'DEMO02')";

    /// <summary>The person whose visits are the templates; nobody else's.</summary>
    internal string TemplatePersonNo => $"L{persons}";

    /// <summary>The columns that make a row another visit's, as SQL.</summary>
    /// <param name="k">SQL of the visit's number.</param>
    /// <param name="person">SQL of the person's number.</param>
    internal static Dictionary<string, string> KeysOfVisit(string k, string person) => new()
    {
        ["person_id"] = $"load.person({person})",
        ["encounter_id"] = $"load.id('encounter', {k})",
        ["settlement_id"] = $"load.id('settlement', {k})",
        ["filing_id"] = $"load.id('filing', {person})",
        ["encounter_no"] = $"'L' || {k}",
        ["transaction_no"] = $"'L' || {k}",
        ["facility_code"] = $"load.facility({k})",
        ["facility_region"] = $"load.facility_region({k})",
    };

    /// <summary>SQL of the person to whom a prepared visit belongs: as good as random.</summary>
    internal static string PersonOfPrepared(string k) => $"load.pick({k})";

    internal async Task CreateAsync()
    {
        await source.ExecuteAsync(
            $$"""
            CREATE SCHEMA load;
            -- PersonId.Of: a version 8 UUID of the SHA-256 of region and number.
            CREATE FUNCTION load.hash(i bigint) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
                $f$ SELECT substr(sha256(convert_to('{{Region}}/L' || i, 'UTF8')), 1, 16) $f$;
            CREATE FUNCTION load.person(i bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
                $f$ SELECT encode(set_byte(set_byte(h, 6, get_byte(h, 6) & 15 | 128), 8, get_byte(h, 8) & 63 | 128), 'hex')::uuid
                    FROM load.hash(i) h $f$;
            CREATE FUNCTION load.id(kind text, k bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
                $f$ SELECT md5(kind || k)::uuid $f$;
            CREATE FUNCTION load.pick(k bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
                $f$ SELECT (hashint8extended(k, 0) & 9007199254740991) % {{persons}} $f$;
            -- IdentityNumber: region, birth date, sequence and check digit; a thousand of each birth date.
            CREATE FUNCTION load.identity_number(k bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
                $f$ SELECT n || substr('10X98765432', 1 + (
                        SELECT sum(substr(n, i::int, 1)::int * w) % 11
                        FROM unnest('{7,9,10,5,8,4,2,1,6,3,7,9,10,5,8,4,2}'::int[]) WITH ORDINALITY u (w, i))::int, 1)
                    FROM (SELECT '{{Region}}' || to_char(date '1970-01-01' + (k / 1000)::int, 'YYYYMMDD') || lpad((k % 1000)::text, 3, '0') n) t $f$;
            CREATE FUNCTION load.facility(k bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
                $f$ SELECT ('{ {{string.Join(',', Facilities)}} }'::text[])[1 + k % {{Facilities.Count}}] $f$;
            CREATE FUNCTION load.facility_region(k bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
                $f$ SELECT substr(load.facility(k), 2, 6) $f$;
            """);
        await CopyModelAsync("person", new()
        {
            ["person_id"] = "load.person(k)",
            ["person_no"] = "'L' || k",
            ["identity_number"] = "load.identity_number(k)",
        });
        await CopyModelAsync("filing", new()
        {
            ["person_id"] = "load.person(k)",
            ["filing_id"] = "load.id('filing', k)",
            ["filing_no"] = "'L' || k",
        });
    }

    private async Task CopyModelAsync(string table, Dictionary<string, string> keys)
    {
        var insert = await new RowCopy(source).StatementAsync(table, Model, keys);
        await source.ExecuteAsync(insert, 0L, (long)persons); // the last one is the template person
    }
}
