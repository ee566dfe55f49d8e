namespace Settlement.Api.Tests.Support;

public sealed class ServerChoiceTests
{
    [Theory]
    [InlineData(null, null, false)]
    [InlineData("", null, false)]
    [InlineData("container", null, true)]
    [InlineData("Host=db;Username=tester", "Host=db;Username=tester", false)]
    public void The_variable_chooses(string? variable, string? connectionString, bool inContainer) =>
        Assert.Equal(new ServerChoice(connectionString, inContainer), ServerChoice.Of(variable));

    [Theory]
    [InlineData("docker")]
    [InlineData("Container")]
    public void Another_word_is_refused(string variable) =>
        Assert.Contains(ServerChoice.Variable, Assert.Throws<ArgumentException>(() => ServerChoice.Of(variable)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task An_engine_that_does_not_answer_is_told_in_one_sentence()
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => ContainerServer.StartAsync(new Uri("tcp://127.0.0.1:1")));

        Assert.StartsWith("SETTLEMENT_TEST_POSTGRES is 'container', but no Docker engine answers", fault.Message, StringComparison.Ordinal);
    }
}
