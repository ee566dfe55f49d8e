using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Settlement.EmbeddedPostgres.Processes;

/// <summary>
/// The user that the server runs as: the one who runs this program or, since PostgreSQL refuses to run as root, an
/// unprivileged substitute for root.
/// </summary>
internal sealed class ServerAccount
{
    private const string Passwd = "/etc/passwd";
    private readonly string[] prefix;
    private readonly uint user;
    private readonly uint group;

    private ServerAccount(string name, uint user, uint group, string[] prefix) =>
        (Name, this.user, this.group, this.prefix) = (name, user, group, prefix);

    internal string Name { get; }

    /// <summary>True when this program runs as root and the server as somebody else.</summary>
    internal bool IsSubstitute => prefix.Length > 0;

    internal static ServerAccount Find()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return new ServerAccount(Environment.UserName, 0, 0, []);
        }

        var (name, user, group) = SubstituteForRoot();
        var setpriv = Command.FindOnPath("setpriv") ?? throw new EmbeddedPostgresException(
            "PostgreSQL does not run as root and setpriv was not found to run it as another user; start this program as an "
            + "ordinary user, install setpriv (util-linux), or set ConnectionStrings__Settlement to an existing server.");

        // setpriv itself still opens what only root may open; the shell between does not, so a program that starts at all
        // also finds its other files.
        return new ServerAccount(name, user, group,
            [setpriv, $"--reuid={user}", $"--regid={group}", "--clear-groups", "--", "/bin/sh", "-c", "exec \"$@\"", "sh"]);
    }

    /// <summary>The words that run a program as this account.</summary>
    internal IReadOnlyList<string> Words(params IEnumerable<string> program) => [.. prefix, .. program];

    /// <summary>Gives a file or folder (not what is in it) to this account.</summary>
    internal void TakeOwnership(string path)
    {
        if (IsSubstitute && LibC.ChangeOwner(path, user, group) != 0)
        {
            var reason = new Win32Exception(Marshal.GetLastPInvokeError()).Message;
            throw new EmbeddedPostgresException(
                $"{path} could not be given to user {Name} ({reason}); set Postgres:DataRoot to a folder on a local disk.");
        }
    }

    private static (string Name, uint User, uint Group) SubstituteForRoot()
    {
        var users = (File.Exists(Passwd) ? File.ReadLines(Passwd) : [])
            .Select(line => line.Split(':'))
            .Where(fields => fields.Length > 3)
            .ToLookup(fields => fields[0]);
        var fields = users["postgres"].Concat(users["nobody"]).FirstOrDefault() ?? throw new EmbeddedPostgresException(
            "PostgreSQL does not run as root and there is no user postgres or nobody to run it as; start this program as an "
            + "ordinary user, add a user postgres, or set ConnectionStrings__Settlement to an existing server.");
        return (fields[0], uint.Parse(fields[2], CultureInfo.InvariantCulture), uint.Parse(fields[3], CultureInfo.InvariantCulture));
    }
}
