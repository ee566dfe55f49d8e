using Settlement.Domain.Regions;

namespace Settlement.Domain.Filings;

public static class FilingDestination
{
    /// <summary>A filing names a current province or city outside the insured province (R1.5.1).</summary>
    public static bool MayBeFiledFor(this Region destination, RegionCode insured) =>
        destination.Usable && destination.Level <= 2 && destination.Code.Province != insured.Province;
}
