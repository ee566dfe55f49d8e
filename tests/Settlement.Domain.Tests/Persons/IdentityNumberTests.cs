using Settlement.Domain.Persons;

namespace Settlement.Domain.Tests.Persons;

public sealed class IdentityNumberTests
{
    [Theory]
    [InlineData("11010519491231002X")] // the example of GB 11643
    [InlineData("440524188001010014")] // the other one
    public void The_examples_of_the_standard_are_identity_numbers(string text)
    {
        Assert.True(IdentityNumber.TryParse(text, out var number));
        Assert.Equal(text, number.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("11010519491231002")] // no check digit
    [InlineData("11010519491231002XX")]
    [InlineData("11010519491231002x")] // the standard writes a capital X
    [InlineData("110105194912310021")] // wrong check digit
    [InlineData("11010519491231002A")]
    [InlineData("1101051949123100２X")] // a full-width digit
    public void Anything_else_is_no_identity_number(string? text)
    {
        Assert.False(IdentityNumber.TryParse(text, out var number));
        Assert.Equal("", number.Masked);
    }

    [Theory]
    [InlineData("11010519490231002")] // 31 February
    [InlineData("01010519491231002")] // no region starts with zero
    public void A_right_check_digit_does_not_save_an_impossible_date_or_region(string first17) =>
        Assert.False(IdentityNumber.TryParse(first17 + IdentityNumber.CheckDigit(first17), out _));

    [Fact]
    public void Any_one_wrong_digit_is_noticed()
    {
        const string right = "11010519491231002X";
        var wrong =
            from position in Enumerable.Range(0, 17)
            from digit in "0123456789"
            where right[position] != digit
            select right.Remove(position, 1).Insert(position, digit.ToString());

        Assert.DoesNotContain(wrong, text => IdentityNumber.TryParse(text, out _));
    }

    [Fact]
    public void Lists_and_logs_show_it_masked()
    {
        Assert.True(IdentityNumber.TryParse("11010519491231002X", out var number));
        Assert.Equal("110105**********2X", number.Masked);
        Assert.Equal(number.Masked, number.ToString());
    }
}
