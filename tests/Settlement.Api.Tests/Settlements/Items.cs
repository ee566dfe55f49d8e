namespace Settlement.Api.Tests.Settlements;

/// <summary>Items of the demonstration catalogue that the tests charge.</summary>
internal static class Items
{
    /// <summary>人工全髋关节置换术: class A, no price limit.</summary>
    internal const string ClassA = "003315070050000";

    /// <summary>普通病房床位费(三人间): class A with a price limit by hospital level.</summary>
    internal const string Bed = "001109000010300";

    /// <summary>普通病房床位费(单人间): class C.</summary>
    internal const string SingleRoom = "001109000010100";

    /// <summary>X线计算机体层(CT)增强扫描: class B.</summary>
    internal const string ContrastCt = "002103000020000";
}
