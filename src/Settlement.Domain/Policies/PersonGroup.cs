using Settlement.Domain.Persons;

namespace Settlement.Domain.Policies;

/// <summary>人员分组: the persons for whom a policy gives one figure: a category, or an age bracket of it.</summary>
/// <param name="Name">Key of the figure in the policy document, such as <c>retired</c> or <c>retired70</c>.</param>
/// <param name="FromAge">Youngest age in full years, included.</param>
/// <param name="ThroughAge">Oldest age in full years, included; null for no limit.</param>
public sealed record PersonGroup(string Name, PersonCategory Category, int FromAge = 0, int? ThroughAge = null)
{
    public bool Holds(PersonCategory category, int age) => category == Category && age >= FromAge && !(age > ThroughAge);
}

/// <summary>The groups of one policy: every person of the scheme belongs to exactly one.</summary>
public sealed class PersonGroups
{
    private readonly PersonGroup[] groups;

    /// <exception cref="ArgumentException">The brackets of a category leave a gap or overlap; the message names the ages.</exception>
    public PersonGroups(IReadOnlyList<PersonGroup> groups)
    {
        foreach (var category in groups.GroupBy(g => g.Category))
        {
            int? next = 0;
            foreach (var group in category.OrderBy(g => g.FromAge))
            {
                if (next is null || group.FromAge < next)
                    throw new ArgumentException($"two groups of {category.Key} hold age {group.FromAge}", nameof(groups));
                if (group.FromAge > next)
                    throw new ArgumentException($"no group of {category.Key} holds age {next}", nameof(groups));
                next = group.ThroughAge + 1;
            }
            if (next is not null)
                throw new ArgumentException($"no group of {category.Key} holds age {next}", nameof(groups));
        }
        this.groups = [.. groups];
    }

    public IReadOnlyList<PersonGroup> All => groups;

    /// <summary>One group per category of the scheme: the case of a policy that knows no age.</summary>
    public static PersonGroups Of(InsuranceScheme scheme) => new(
        [.. PersonCategories.Of(scheme).Select(c => new PersonGroup(char.ToLowerInvariant($"{c}"[0]) + $"{c}"[1..], c))]);

    /// <summary>Position of the person's group in <see cref="All"/>.</summary>
    /// <exception cref="ArgumentException">The scheme does not know the category.</exception>
    public int IndexOf(PersonCategory category, int age)
    {
        for (var i = 0; i < groups.Length; i++)
            if (groups[i].Holds(category, age))
                return i;
        throw new ArgumentException($"No group holds {category}.", nameof(category));
    }
}

/// <summary>A figure for each person group of a policy, in the order of its groups.</summary>
public sealed class ByPerson<T>(IReadOnlyList<T> figures)
{
    public IReadOnlyList<T> All { get; } = figures;

    /// <param name="group">See <see cref="PersonGroups.IndexOf"/>.</param>
    public T For(int group) => All[group];
}
