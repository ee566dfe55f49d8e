using Settlement.Domain;
using Settlement.Domain.Settlements;
using Settlement.Persistence.DemonstrationData;

namespace Settlement.Api.Tests.DemonstrationData;

/// <summary>The bills to try that are refused; docs/demonstration.md shows the same.</summary>
public sealed class TryItRefusedTests
{
    /// <summary>DEMO06 has no filing, and Beijing settles nothing directly without one. DEMO12 is suspended although filed.</summary>
    [Theory]
    [InlineData("DEMO06", RefusalCode.FilingRequired)]
    [InlineData("DEMO12", RefusalCode.InsuranceNotActive)]
    [InlineData("DEMO14", RefusalCode.FacilityNotOpen)] // has not opened inpatient care
    [InlineData("DEMO16", RefusalCode.ServiceNotOpenAtInsuredPlace)]
    [InlineData("DEMO17", RefusalCode.FacilityNotOpen)] // agreement ended a week before the admission
    [InlineData("DEMO18", RefusalCode.ServiceNotOpenAtInsuredPlace)] // qualified for M03900, and never settled as ordinary outpatient
    public void Each_is_refused_for_its_own_reason(string personNo, RefusalCode code) =>
        Assert.Equal(code, Assert.IsType<SettlementOutcome.Refused>(DemonstrationClaims.TryIt(personNo)).Code);

    /// <summary>No bill has a faulty line: what is refused is refused for the reason that it shows.</summary>
    [Fact]
    public void Every_line_of_every_bill_finds_its_entry()
    {
        var provinces = DemonstrationCatalog.Provinces;
        var missing =
            from bills in DemonstrationFiles.Bills()
            from bill in bills.History.Append(bills.TryIt)
            let province = RegionCode.Parse(bill.FacilityCode[1..7]).Province
            from line in bill.Lines
            where !provinces.Contains(province) || DemonstrationClaims.Catalog.Find(province, line.ItemCode, line.ServiceDate).Entry is null
            select $"{bill.TransactionNo} {line.LineNo}";

        Assert.Empty(missing);
    }
}
