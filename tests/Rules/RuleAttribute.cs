using Xunit.Abstractions;
using Xunit.Sdk;

namespace Settlement.Tests.Rules;

/// <summary>Names the rule of docs/rules.md that a test, or each test of a class, proves: <c>dotnet test --filter "Rule=R1.4.8"</c> runs them.</summary>
[TraitDiscoverer(RuleDiscoverer.Type, RuleDiscoverer.Assembly)]
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RuleAttribute(string id) : Attribute, ITraitAttribute
{
    public string Id { get; } = id;
}

/// <summary>Tells xunit of the trait. Both test projects compile this file, and xunit asks for the name of the assembly as a constant.</summary>
public sealed class RuleDiscoverer : ITraitDiscoverer
{
    internal const string Type = "Settlement.Tests.Rules.RuleDiscoverer";

#if DOMAIN_TESTS
    internal const string Assembly = "Settlement.Domain.Tests";
#else
    internal const string Assembly = "Settlement.Api.Tests";
#endif

    public IEnumerable<KeyValuePair<string, string>> GetTraits(IAttributeInfo traitAttribute) =>
        [new("Rule", (string)traitAttribute.GetConstructorArguments().Single())];
}
