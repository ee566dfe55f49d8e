using Settlement.Api.Http;
using Settlement.Api.Persons;

namespace Settlement.Api.Tests.Http;

public sealed class HtmlTests
{
    [Fact]
    public void What_stands_in_a_hole_is_encoded_and_a_piece_is_not()
    {
        var (value, piece) = ("<b a=\"1\" b='2'>&\u0001", Html.Of($"<i>{1}</i>"));

        Assert.Equal("<p title=\"&lt;b a=&quot;1&quot; b=&#x27;2&#x27;&gt;&amp;&#x1;\"><i>1</i></p>", Html.Of($"<p title=\"{value}\">{piece}</p>").Markup);
    }

    [Fact]
    public void Chinese_stays_readable_and_half_a_character_does_no_harm() =>
        Assert.Equal("结算&#xFFFD;", Html.Of($"{"结算\ud800"}").Markup);

    [Fact]
    public void Days_and_numbers_are_written_the_same_in_every_language() =>
        Assert.Equal("2026-11-06 1,234.5", Html.Of($"{new DateOnly(2026, 11, 6):O} {1234.5m:#,0.##}").Markup);

    [Theory]
    [InlineData("张三", "张*")]
    [InlineData("欧阳小明", "欧***")]
    [InlineData("𠮷田", "𠮷*")] // one character of two UTF-16 units
    [InlineData("张", "张")]
    [InlineData("", "")]
    public void Of_a_name_the_first_character_is_shown(string name, string masked) => Assert.Equal(masked, MaskedName.Of(name));
}
