using System.Diagnostics;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Domain.Facilities.Search;

namespace Settlement.Benchmarks.Facilities;

/// <summary>
/// <c>facility-index [count]</c>: the search index over generated facilities, 500,000 unless told: memory, time to build, and the latency of
/// mixed searches with counts, one after the other in this process. No HTTP and no database take part.
/// </summary>
internal static class FacilityIndexMeasurement
{
    private const int Searches = 5_000;
    private static readonly DateOnly Day = new(2026, 9, 1);
    private static readonly string[] First = ["第一", "第二", "中心", "惠民", "同仁", "康复", "益丰", "人民", "妇幼保健", "中医", "仁济", "协和"];
    private static readonly string[] Last = ["医院", "大药房", "卫生院", "诊所", "社区卫生服务中心"];
    private static readonly string[] Places = ["海口", "南昌", "长沙", "重庆", "沈阳", "厦门", "太原", "成都", "杭州", "广州", "西安", "昆明"];

    internal static int Run(string[] options)
    {
        var count = options is [var text, ..] && int.TryParse(text, out var given) && given > 0 ? given : 500_000;
        var random = new Random(6);
        var facilities = Enumerable.Range(0, count).Select(i => Facility(random, i)).ToList();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var index = new FacilityIndex(facilities);
        watch.Stop();
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        Console.WriteLine($"{index.Count} facilities: index built in {watch.Elapsed.TotalSeconds:0.0} s, {bytes / 1048576.0:0} MB beside the facilities themselves");

        for (var i = 0; i < 200; i++) // compiled before it is measured
            index.Find(Search(random));
        var milliseconds = new double[Searches];
        for (var i = 0; i < Searches; i++)
        {
            var search = Search(random);
            watch.Restart();
            index.Find(search);
            milliseconds[i] = watch.Elapsed.TotalMilliseconds;
        }
        Array.Sort(milliseconds);
        Console.WriteLine($"{Searches} searches with counts: p50 {milliseconds[Searches / 2]:0.00} ms, p99 {milliseconds[Searches * 99 / 100]:0.00} ms, longest {milliseconds[^1]:0.00} ms");
        return 0;
    }

    private static IndexedFacility Facility(Random random, int i)
    {
        var region = $"{random.Next(11, 42)}{i / 100_000 + 1:00}{random.Next(1, 30):00}"; // so that codes differ
        var since = new DateRange(new(2023, 1, 1), random.Next(20) == 0 ? new DateOnly(2026, random.Next(1, 13), 1) : null);
        var isPharmacy = random.Next(5) < 3;
        var openings = isPharmacy
            ? new List<ServiceOpening> { new(CareService.Pharmacy, since) }
            : [new(CareService.Outpatient, since), .. random.Next(2) == 0 ? [new ServiceOpening(CareService.Inpatient, since)] : Array.Empty<ServiceOpening>()];
        if (random.Next(10) == 0)
            for (var disease = 0; disease < 10; disease++)
                openings.Add(new(Benefit.Chronic($"M{disease:00}000"), since));
        return new(
            new(FacilityCode.Parse($"{(isPharmacy ? 'P' : 'H')}{region}{i % 100_000:00000}"),
                $"{Places[random.Next(Places.Length)]}市{First[random.Next(First.Length)]}{Last[random.Next(Last.Length)]}{i % 977}", RegionCode.Parse(region),
                (FacilityLevel)random.Next(4), since, openings),
            [], random.Next(3) == 0 ? FacilityGrade.A : null, new Coordinates(20 + random.Next(20_000) / 1000m, 100 + random.Next(20_000) / 1000m));
    }

    private static FacilitySearch Search(Random random)
    {
        var search = new FacilitySearch(Day, WithCounts: true, Limit: 20)
        {
            OnlyOpen = random.Next(2) == 0,
            Region = random.Next(3) == 0 ? null : RegionCode.Parse($"{random.Next(11, 42)}{(random.Next(2) == 0 ? "0000" : $"{random.Next(1, 6):00}00")}"),
            Name = random.Next(3) switch { 0 => null, 1 => First[random.Next(First.Length)] + Last[random.Next(Last.Length)], _ => "rmyy" },
            Kind = random.Next(3) == 0 ? FacilityKind.Pharmacy : null,
            Level = random.Next(4) == 0 ? FacilityLevel.Tertiary : null,
            Near = random.Next(4) == 0 ? new Coordinates(30m, 110m) : null,
        };
        return search with { Sort = search.Near is null ? FacilitySort.Code : FacilitySort.Distance };
    }
}
