namespace Settlement.EmbeddedPostgres;

/// <summary>
/// The embedded server cannot be had. The message is one sentence that says what to change: the program ends with exactly it.
/// </summary>
internal sealed class EmbeddedPostgresException(string sentence) : Exception(sentence);
