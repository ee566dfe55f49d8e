namespace Settlement.Api.Hosting;

/// <summary>The configuration cannot work; the message is one sentence that says what to change, and the program ends with it.</summary>
internal sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner);
