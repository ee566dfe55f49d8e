using System.Runtime.InteropServices;
using Settlement.Api.Hosting;

using var stopping = new CancellationTokenSource();
// Until the host listens to signals itself, they cancel the start, so that a server already started is stopped again.
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);

if (args is [VerifyCommand.Word, .. var words])
    return await new VerifyCommand(Console.Out, Console.Error).RunAsync(words, SettlementApi.Configuration(), stopping.Token);

using var log = Logs.First();
try
{
    Commands.Check(args);
    await using var app = await SettlementApi.CreateAsync(args, stopping.Token, log);
    await app.StartAsync(stopping.Token);
    var withDemonstration = SettlementApi.WithDemonstration(app.Configuration, app.Environment);
    if (withDemonstration)
        await app.BringInDemonstrationVisitsAsync(app.Address(), stopping.Token);
    app.SayWelcome(app.Address(), withDemonstration);
    await app.WaitForShutdownAsync(stopping.Token);
    return 0;
}
catch (StartupException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    return 0;
}
catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    await Console.Error.WriteLineAsync("The address is in use: stop the other program, or choose another with ASPNETCORE_URLS=http://localhost:5081.");
    return 1;
}
catch (Exception e)
{
    log.Fatal(e, "The program ends by an error that it did not expect");
    return 1;
}

void Cancel(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopping.Cancel();
}
