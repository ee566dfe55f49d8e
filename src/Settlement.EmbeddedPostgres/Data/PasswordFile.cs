using System.Security.Cryptography;
using Settlement.EmbeddedPostgres.Processes;

namespace Settlement.EmbeddedPostgres.Data;

/// <summary>The password of the database: random, made once, readable for its owner only.</summary>
internal static class PasswordFile
{
    internal static async Task<string> ReadOrCreateAsync(DataFolder folder, ServerAccount account, CancellationToken cancellation)
    {
        if (!File.Exists(folder.PasswordFile))
        {
            if (folder.ClusterMajor is not null)
            {
                throw new EmbeddedPostgresException(
                    $"{folder.PasswordFile} is missing, without which the data beside it cannot be opened; restore that file, or "
                    + "set Postgres:DataRoot to another folder.");
            }

            await CreateAsync(folder.PasswordFile, account, cancellation);
        }

        return (await File.ReadAllTextAsync(folder.PasswordFile, cancellation)).Trim();
    }

    /// <summary>Complete or not there at all: written under another name first.</summary>
    private static async Task CreateAsync(string path, ServerAccount account, CancellationToken cancellation)
    {
        var unfinished = path + ".new";
        File.Delete(unfinished);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var file = new FileStream(unfinished, options))
        {
            var password = RandomNumberGenerator.GetHexString(48, lowercase: true);
            await file.WriteAsync(System.Text.Encoding.ASCII.GetBytes(password), cancellation);
            file.Flush(flushToDisk: true);
        }

        account.TakeOwnership(unfinished);
        File.Move(unfinished, path);
    }
}
