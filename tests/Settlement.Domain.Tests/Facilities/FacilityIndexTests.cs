using Settlement.Domain.Facilities;
using Settlement.Domain.Facilities.Search;

namespace Settlement.Domain.Tests.Facilities;

/// <summary>The index against the plainest search there is, over facilities and searches drawn by chance.</summary>
[Rule("R-FAC-01"), Rule("R-FAC-02")]
public sealed class FacilityIndexTests
{
    private static readonly string[] Words = ["海口", "人民", "第一", "医院", "重庆", "长沙", "大药房", "中医", "CT", "康复", "厦门", "Ａ区"];
    private static readonly string[] Asked = ["医院", "人民医院", "口", "hkrm", "CQ", "zq", "xm", "ct", "A", "大药房中医", "yy", "第一医", "无"];
    private static readonly string[] Regions = ["110101", "110102", "360102", "360103", "360200", "460105", "460106"];
    private static readonly DateOnly Day = new(2026, 6, 15);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_combination_of_filters_finds_and_counts_what_a_walk_over_all_facilities_does(int seed)
    {
        var random = new Random(seed);
        var all = Facilities(random, 300);
        var index = new FacilityIndex(all);
        for (var i = 0; i < 150; i++)
        {
            var search = Search(random);
            var expected = all.Where(f => Meets(f, search)).ToList();
            var found = index.Find(search with { WithCounts = true, Limit = 1000 });

            Assert.Equal(expected.Count, found.Total);
            Assert.Equal(InOrder(expected, search), found.Page.Select(h => h.Code.Value));
            Assert.Equal(CountsBy<FacilityKind>(all, search with { Kind = null }, f => [f.Kind]), found.Counts!.Kinds);
            Assert.Equal(CountsBy<FacilityLevel>(all, search with { Level = null }, f => [f.Facility.Level]), found.Counts.Levels);
            Assert.Equal(CountsBy<FacilityGrade>(all, search with { Grade = null }, f => f.Grade is { } grade ? [grade] : []), found.Counts.Grades);
            Assert.Equal(CountsBy<string>(all, search, f => [Below(search.Region, f.Facility.Region)]), found.Counts.Regions);
            Assert.Equal(CountsBy(all, search with { Service = null, Disease = null, OnlyOpen = false }, f => OpenOn(f, search.Day).Select(b => b.Service)), found.Counts.Services);
            Assert.Equal(CountsBy(all, search with { Service = null, Disease = null, OnlyOpen = false }, f => OpenOn(f, search.Day).Select(b => b.Disease).OfType<string>()), found.Counts.Diseases);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Pages_in_any_order_follow_each_other_without_gap_or_repetition(int seed)
    {
        var random = new Random(seed);
        var index = new FacilityIndex(Facilities(random, 200));
        foreach (var sort in Enum.GetValues<FacilitySort>())
        {
            var search = Search(random) with { Sort = sort, Near = new(20m, 110m), WithinKm = null, Name = null, Limit = 7 };
            var whole = index.Find(search with { Limit = 1000 });
            var paged = new List<FacilityHit>();
            FacilityHits page;
            do
                paged.AddRange((page = index.Find(search with { After = paged.Count == 0 ? null : paged[^1].Code })).Page);
            while (page.Next is not null);
            Assert.Equal(whole.Page, paged);
        }
    }

    [Fact]
    public void A_part_that_is_replaced_leaves_the_others_as_they_are()
    {
        var all = Facilities(new(7), 100);
        var kept = all.Where(f => FacilityDirectory.PartOf(f.Facility.Code) != "H36").ToList();
        var index = new FacilityIndex(all).With("H36", []);

        Assert.Equal(kept.Count, index.Find(new(Day)).Total);
        Assert.False(index.CanFollow(all.First(f => f.Facility.Code.Value.StartsWith("H36", StringComparison.Ordinal)).Facility.Code, FacilitySort.Code));
    }

    private static List<IndexedFacility> Facilities(Random random, int count) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            var region = Regions[random.Next(Regions.Length)];
            var code = FacilityCode.Parse($"{(random.Next(3) == 0 ? 'P' : 'H')}{region}{i:00000}");
            return new IndexedFacility(
                new(code, Name(random), RegionCode.Parse(region), (FacilityLevel)random.Next(4), Range(random), [.. Openings(random)])
                {
                    Suspensions = random.Next(3) == 0 ? [new(Day.AddDays(random.Next(-20, 5)), Day.AddDays(random.Next(6, 30)))] : [],
                },
                random.Next(4) == 0 ? [Name(random)] : [],
                random.Next(2) == 0 ? (FacilityGrade)random.Next(4) : null,
                random.Next(4) == 0 ? null : new Coordinates(20 + random.Next(2000) / 1000m, 110 + random.Next(2000) / 1000m));
        }),
    ];

    private static string Name(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => Words[random.Next(Words.Length)]));

    private static DateRange Range(Random random)
    {
        var first = Day.AddDays(random.Next(-400, 60));
        return new(first, random.Next(2) == 0 ? null : first.AddDays(random.Next(0, 500)));
    }

    private static IEnumerable<ServiceOpening> Openings(Random random)
    {
        foreach (var benefit in new Benefit[] { CareService.Inpatient, CareService.Outpatient, CareService.Pharmacy, Benefit.Chronic("M03900"), Benefit.Chronic("M01600") })
            if (random.Next(2) == 0)
                yield return new(benefit, Range(random));
    }

    private static FacilitySearch Search(Random random)
    {
        T? Maybe<T>(T value) where T : struct => random.Next(3) == 0 ? value : null;
        var service = Maybe((CareService)random.Next(4));
        var disease = service is null or CareService.ChronicOutpatient && random.Next(4) == 0 ? "M03900" : null;
        var near = Maybe(new Coordinates(20 + random.Next(2000) / 1000m, 110.5m));
        return new(
            Day.AddDays(random.Next(-100, 100)), service is not null || disease is not null || random.Next(3) == 0,
            Maybe(RegionCode.Parse(new[] { "110000", "360000", "360100", "360102", "460100" }[random.Next(5)])),
            random.Next(2) == 0 ? Asked[random.Next(Asked.Length)] : null, Maybe((FacilityKind)random.Next(2)), Maybe((FacilityLevel)random.Next(4)),
            Maybe((FacilityGrade)random.Next(4)), service, disease, near, near is not null ? Maybe(random.Next(10, 150) * 1.0) : null,
            near is null ? (FacilitySort)random.Next(3) : (FacilitySort)random.Next(4));
    }

    private static bool Meets(IndexedFacility f, FacilitySearch s) =>
        (s.Region is not { } region || region.Contains(f.Facility.Region))
        && (s.Kind is null || s.Kind == f.Kind) && (s.Level is null || s.Level == f.Facility.Level) && (s.Grade is null || s.Grade == f.Grade)
        && (s.Name is null || f.FormerNames.Append(f.Facility.Name).Any(name => IsNamed(name, s.Name)))
        && (!s.OnlyOpen || OpenOn(f, s.Day).Any(b => (s.Service is null || s.Service == b.Service) && (s.Disease is null || s.Disease == b.Disease)))
        && (s.Near is null || (f.Coordinates is not null && (s.WithinKm is null || Metres(f, s) <= s.WithinKm * 1000)));

    private static IEnumerable<Benefit> OpenOn(IndexedFacility f, DateOnly day) =>
        f.Facility.Openings.Select(o => o.Benefit).Where(b => f.Facility.IsOpenFor(b, day)).Distinct();

    /// <summary>Readings of the characters that occur, written out.</summary>
    private static bool IsNamed(string name, string part)
    {
        var readings = new Dictionary<char, string>
        {
            ['海'] = "H",
            ['口'] = "K",
            ['人'] = "R",
            ['民'] = "M",
            ['第'] = "D",
            ['一'] = "Y",
            ['医'] = "Y",
            ['院'] = "Y",
            ['重'] = "ZC",
            ['庆'] = "Q",
            ['长'] = "ZC",
            ['沙'] = "S",
            ['大'] = "D",
            ['药'] = "Y",
            ['房'] = "F",
            ['中'] = "Z",
            ['康'] = "K",
            ['复'] = "F",
            ['厦'] = "SX",
            ['门'] = "M",
            ['区'] = "QO",
            ['Ａ'] = "A",
        };
        var wanted = part.ToUpperInvariant();
        if (wanted.Length < 2 || !wanted.All(char.IsAsciiLetter))
            return name.Replace('Ａ', 'A').Contains(wanted, StringComparison.Ordinal);
        return Enumerable.Range(0, name.Length).Any(start => start + wanted.Length <= name.Length
            && wanted.Select((letter, i) => readings.GetValueOrDefault(name[start + i], $"{name[start + i]}").Contains(letter)).All(m => m));
    }

    private static double Metres(IndexedFacility f, FacilitySearch s)
    {
        double Radians(decimal degrees) => (double)degrees * Math.PI / 180;
        var (a, b) = (f.Coordinates!.Value, s.Near!.Value);
        var haversine = Math.Pow(Math.Sin(Radians(a.Latitude - b.Latitude) / 2), 2)
            + Math.Cos(Radians(a.Latitude)) * Math.Cos(Radians(b.Latitude)) * Math.Pow(Math.Sin(Radians(a.Longitude - b.Longitude) / 2), 2);
        return 2 * 6_371_008.8 * Math.Asin(Math.Sqrt(haversine));
    }

    private static IEnumerable<string> InOrder(List<IndexedFacility> found, FacilitySearch s)
    {
        var byCode = found.OrderBy(f => f.Facility.Code.Value, StringComparer.Ordinal);
        return (s.Sort switch
        {
            FacilitySort.Level => byCode.OrderByDescending(f => f.Facility.Level),
            FacilitySort.Distance => byCode.OrderBy(f => Math.Round(Metres(f, s), MidpointRounding.AwayFromZero)),
            FacilitySort.Name => byCode.OrderBy(f => PinyinInitials.SortKey(f.Facility.Name), StringComparer.Ordinal),
            _ => byCode,
        }).Select(f => f.Facility.Code.Value);
    }

    private static Dictionary<T, int> CountsBy<T>(List<IndexedFacility> all, FacilitySearch s, Func<IndexedFacility, IEnumerable<T>> values) where T : notnull =>
        all.Where(f => Meets(f, s)).SelectMany(f => values(f).Distinct()).GroupBy(v => v).ToDictionary(g => g.Key, g => g.Count());

    private static string Below(RegionCode? asked, RegionCode region) =>
        asked is not { } wanted ? region.Province.Value : wanted.Prefix.Length == 2 ? region.Value[..4] + "00" : region.Value;
}
