using Settlement.Domain.Tests.Reference.Literal;

namespace Settlement.Domain.Tests.Reference;

/// <summary>The arithmetic that the second implementation stands on.</summary>
public sealed class ExactTests
{
    public static TheoryData<decimal, long> Roundings => new()
    {
        { 0.4999999999m, 0 },
        { 0.5m, 1 },
        { -0.5m, -1 },
        { -0.4999999999m, 0 },
        { 22.6m, 23 }, // 4.52 yuan x 5% (R2.1.3)
        { 4_294_967_296.5m, 4_294_967_297 },
        { 922_337_203_685_477.5m, 922_337_203_685_478 },
    };

    [Theory, Rule("R2.1.3")]
    [MemberData(nameof(Roundings))]
    public void Half_a_fen_goes_away_from_zero(decimal value, long rounded) => Assert.Equal(rounded, Exact.Of(value).Rounded());

    [Fact]
    public void A_third_is_a_third()
    {
        var third = Exact.One / Exact.Of(3);

        Assert.Equal(Exact.One, third + third + third);
        Assert.Equal(Exact.Of(2), Exact.Of(4) - Exact.Of(6) * third);
    }
}
