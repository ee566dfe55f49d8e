using System.Text;
using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Tests.Support;
using Settlement.Persistence.Facilities;

namespace Settlement.Api.Tests.Facilities;

/// <summary>The public hospitals of the reference file through the import, province by province.</summary>
public sealed class RealHospitalTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    [Fact]
    public async Task All_6713_real_hospitals_can_be_imported_under_made_up_codes_and_are_marked_as_demonstration()
    {
        var provinces = new List<string>();
        await using (var command = api.Database.CreateCommand("SELECT DISTINCT province_code::text FROM public_hospital ORDER BY 1"))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync())
                provinces.Add(reader.GetString(0));
        foreach (var province in provinces)
        {
            var list = (await api.GetAsync($"v1/regions/{province}/public-hospital-list", Admin(province))).Ok();
            (await api.SendAsync(HttpMethod.Put, $"v1/regions/{province}/facility-imports/PH?demonstration=true", Admin(province), list.Text, mediaType: "text/csv")).Ok();
            (await api.SendAsync(HttpMethod.Post, $"v1/regions/{province}/facility-imports/PH/application", Admin(province), null)).Ok();
        }

        Assert.Equal(27, provinces.Count);
        Assert.Equal(6713L, await api.Database.ScalarAsync("SELECT count(*) FROM facility_change WHERE change_no = 'import/PH'"));
        Assert.Equal(0L, await api.Database.ScalarAsync(
            "SELECT count(*) FROM facility JOIN facility_change USING (facility_code) WHERE change_no = 'import/PH' AND source <> 'demonstration'"));
        Assert.Contains("facility_key", await PlanOfAPageAsync(), StringComparison.Ordinal);
    }

    private async Task<string> PlanOfAPageAsync()
    {
        await api.Database.ExecuteAsync("ANALYZE facility");
        await using var command = api.Database.CreateCommand($"EXPLAIN {FacilityPage.Statement}");
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = ["H46010599001", "H31010499001"] });
        await using var reader = await command.ExecuteReaderAsync();
        var plan = new StringBuilder();
        while (await reader.ReadAsync())
            plan.AppendLine(reader.GetString(0));
        return plan.ToString();
    }

    private string Admin(string province) => api.Token(Role.Administrator, province);
}
