using Microsoft.Extensions.Logging;
using Settlement.EmbeddedPostgres.Binaries;
using Settlement.EmbeddedPostgres.Processes;

namespace Settlement.EmbeddedPostgres.Data;

/// <summary>
/// Makes the data folder of PostgreSQL with initdb: UTF-8; sorted by code point, on every system alike; Chinese characters
/// count as letters, which trigram search needs.
/// </summary>
internal sealed class ClusterCreation(DataFolder folder, ServerBinaries binaries, ServerAccount account, ILogger log)
{
    // The first major version that brings Unicode rules of its own, the same on every operating system.
    private const int FirstWithBuiltinLocale = 17;

    // pg_trgm asks the operating system what a letter is, whatever rules the database itself has. Not every system knows
    // every name; "C" is known everywhere and holds nothing but ASCII for letters.
    private static readonly string[] CharacterLocales = ["C.UTF-8", "en_US.UTF-8", "en-US", "C"];

    /// <param name="throwaway">Do not wait for the disk.</param>
    internal async Task CreateAsync(bool throwaway, CancellationToken cancellation)
    {
        Leftovers.Delete(folder.Root, "cluster.new-*");
        log.CreatingCluster(folder.Cluster);
        foreach (var locale in CharacterLocales)
        {
            var unfinished = $"{folder.Cluster}.new-{Guid.CreateVersion7():N}";
            var said = await Command.RunAsync(account.Words(Words(unfinished, locale, throwaway)), folder.Root, cancellation);
            if (said.Succeeded)
            {
                Directory.Move(unfinished, folder.Cluster);
                if (locale == "C")
                {
                    log.NoUnicodeLocale();
                }

                return;
            }

            if (!said.Errors.Contains("invalid locale", StringComparison.Ordinal))
            {
                throw new EmbeddedPostgresException(
                    $"PostgreSQL could not create its data folder in {folder.Root} ({said.Reason}); set Postgres:DataRoot to "
                    + "another folder, or Postgres:BinDirectory to another PostgreSQL.");
            }
        }
    }

    private List<string> Words(string target, string characterLocale, bool throwaway)
    {
        List<string> words =
        [
            binaries.InitDb, "-D", target, "-U", ServerLogin.Role, $"--pwfile={folder.PasswordFile}", "--auth=scram-sha-256",
            "--encoding=UTF8", "--locale=C", $"--lc-ctype={characterLocale}", "--data-checksums", "--no-instructions",
        ];
        if (binaries.Major >= FirstWithBuiltinLocale)
        {
            words.AddRange(["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]);
        }

        if (throwaway)
        {
            words.Add("--no-sync");
        }

        return words;
    }
}
