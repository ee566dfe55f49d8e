using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.PolicyTrials;

/// <summary>Adds replayed settlements up. Not for several callers at once; partial tallies are added to each other.</summary>
public sealed class TrialTally
{
    private const int MostShown = 10;

    private readonly Dictionary<string, (Money Then, Money Would)> payers = [];
    private readonly Dictionary<TrialGroup, TrialSums> groups = [];
    private readonly Dictionary<RefusalCode, (int Count, Money FundThen)> refused = [];
    private readonly (int Persons, Money Gain)[] steps = new (int, Money)[TrialStep.All.Count];
    private readonly List<ReplayedSettlement> most = [];

    public int Persons { get; private set; }

    public TrialSums All { get; private set; } = TrialSums.None;

    /// <summary>Each payer's part, in the order of the statement; the last two are the personal account and cash.</summary>
    public IReadOnlyDictionary<string, (Money Then, Money Would)> Payers => payers;

    public IReadOnlyDictionary<TrialGroup, TrialSums> Groups => groups;

    /// <summary>Settlements that the policy would refuse, by the reason.</summary>
    public IReadOnlyDictionary<RefusalCode, (int Count, Money FundThen)> Refused => refused;

    /// <summary>Persons by what the funds would have paid more or less for them, at the steps of <see cref="TrialStep.All"/>.</summary>
    public IReadOnlyList<(int Persons, Money Gain)> Steps => steps;

    /// <summary>The settlements that would change most, in either direction.</summary>
    public IReadOnlyList<ReplayedSettlement> Most => most;

    /// <summary>Adds what a person's settlements come to; nothing where none was tried.</summary>
    public void Add(IReadOnlyList<ReplayedSettlement> person)
    {
        if (person.Count == 0)
            return;
        foreach (var settlement in person)
            Add(settlement);
        var gain = Money.Sum(person.Select(s => s.Gain));
        Persons++;
        var step = TrialStep.Of(gain);
        steps[step] = (steps[step].Persons + 1, steps[step].Gain + gain);
        KeepMost(person);
    }

    public void Add(TrialTally other)
    {
        Persons += other.Persons;
        All += other.All;
        foreach (var (payer, amounts) in other.payers)
            AddPayer(payer, amounts.Then, amounts.Would);
        foreach (var (group, sums) in other.groups)
            groups[group] = groups.GetValueOrDefault(group, TrialSums.None) + sums;
        foreach (var (code, sums) in other.refused)
            AddRefused(code, sums.Count, sums.FundThen);
        for (var i = 0; i < steps.Length; i++)
            steps[i] = (steps[i].Persons + other.steps[i].Persons, steps[i].Gain + other.steps[i].Gain);
        KeepMost(other.most);
    }

    private void Add(ReplayedSettlement settlement)
    {
        var (claim, then) = (settlement.Settlement.Claim, settlement.Settlement.Then);
        var sums = TrialSums.Of(settlement);
        All += sums;
        var group = new TrialGroup(claim.Encounter.Service, claim.Person.Category, claim.Facility.Level);
        groups[group] = groups.GetValueOrDefault(group, TrialSums.None) + sums;
        if (settlement.Refusal is { } code)
            AddRefused(code, 1, then.FundTotal);
        var would = settlement.Would ?? then with // all of it is left to the person, as cash
        {
            PooledFund = Money.Zero,
            LargeAmount = Money.Zero,
            LargeIllness = Money.Zero,
            CivilServant = Money.Zero,
            EnterpriseSupplement = Money.Zero,
            MedicalAid = Money.Zero,
            PersonalAccount = Money.Zero,
        };
        foreach (var (payer, part) in Parts)
            AddPayer(payer, part(then), part(would));
    }

    private static readonly (string Payer, Func<StatementAmounts, Money> Part)[] Parts =
    [
        ("pooledFund", a => a.PooledFund), ("largeAmount", a => a.LargeAmount), ("largeIllness", a => a.LargeIllness),
        ("civilServant", a => a.CivilServant), ("enterpriseSupplement", a => a.EnterpriseSupplement), ("medicalAid", a => a.MedicalAid),
        ("personalAccount", a => a.PersonalAccount), ("cash", a => a.Cash),
    ];

    private void AddPayer(string payer, Money then, Money would)
    {
        var so = payers.GetValueOrDefault(payer);
        payers[payer] = (so.Then + then, so.Would + would);
    }

    private void AddRefused(RefusalCode code, int count, Money fundThen)
    {
        var so = refused.GetValueOrDefault(code);
        refused[code] = (so.Count + count, so.FundThen + fundThen);
    }

    /// <summary>Keeps the ten that gain and the ten that lose most.</summary>
    private void KeepMost(IReadOnlyList<ReplayedSettlement> more)
    {
        var changed = more.Where(s => s.Gain != Money.Zero).ToList();
        if (changed.Count == 0)
            return;
        var ordered = most.Concat(changed).OrderByDescending(s => s.Gain).ThenBy(s => s.Settlement.TransactionNo, StringComparer.Ordinal).ToList();
        most.Clear();
        most.AddRange(ordered.Where((s, i) => (s.Gain > Money.Zero && i < MostShown) || (s.Gain < Money.Zero && i >= ordered.Count - MostShown)));
    }
}

/// <summary>What the settlements of a trial are told apart by.</summary>
public readonly record struct TrialGroup(CareService Service, PersonCategory Category, FacilityLevel Level);

/// <summary>Sums over settlements.</summary>
/// <param name="Winners">Settlements for which the funds would have paid more.</param>
public sealed record TrialSums(
    int Settlements, Money Total, Money FundThen, Money FundWould, int Winners, Money Won, int Losers, Money Lost, int Refused)
{
    public static TrialSums None { get; } = new(0, default, default, default, 0, default, 0, default, 0);

    internal static TrialSums Of(ReplayedSettlement s) => new(
        1, s.Settlement.Then.Total, s.FundThen, s.FundWould, s.Gain > Money.Zero ? 1 : 0, s.Gain.AtLeastZero(),
        s.Gain < Money.Zero ? 1 : 0, (-s.Gain).AtLeastZero(), s.Refusal is null ? 0 : 1);

    public static TrialSums operator +(TrialSums left, TrialSums right) => new(
        left.Settlements + right.Settlements, left.Total + right.Total, left.FundThen + right.FundThen, left.FundWould + right.FundWould,
        left.Winners + right.Winners, left.Won + right.Won, left.Losers + right.Losers, left.Lost + right.Lost, left.Refused + right.Refused);
}

/// <summary>A step of the distribution: from an amount, included, to another, excluded.</summary>
/// <param name="From">Null for no lower edge.</param>
public readonly record struct TrialStep(Money? From, Money? Below)
{
    private static readonly int[] EdgesYuan = [1, 100, 1_000, 10_000];
    private static readonly Money OneFen = new(1);

    /// <summary>From the greatest loss to the greatest gain; the middle one holds what does not change.</summary>
    public static IReadOnlyList<TrialStep> All { get; } = Steps();

    internal static int Of(Money gain)
    {
        for (var i = 0; i < All.Count; i++)
            if (All[i].Below is not { } below || gain < below)
                return i;
        return All.Count - 1;
    }

    private static TrialStep[] Steps()
    {
        List<Money> edges = // a loss of exactly 100.00 belongs to the greater ones, as a gain of 100.00 does
        [
            .. EdgesYuan.Reverse().Select(yuan => -Money.FromYuan(yuan) + OneFen), Money.Zero, OneFen, .. EdgesYuan.Select(yuan => Money.FromYuan(yuan)),
        ];
        return [.. edges.Select((edge, i) => new TrialStep(i == 0 ? null : edges[i - 1], edge)), new(edges[^1], null)];
    }
}
