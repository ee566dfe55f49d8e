namespace Settlement.Domain.Facilities.Search;

/// <summary>A point on the sphere of radius one.</summary>
internal readonly record struct SpherePoint(double X, double Y, double Z)
{
    private const double EarthRadiusMetres = 6_371_008.8;

    internal static SpherePoint Of(Coordinates place)
    {
        var (latitude, longitude) = ((double)place.Latitude * Math.PI / 180, (double)place.Longitude * Math.PI / 180);
        return new(Math.Cos(latitude) * Math.Cos(longitude), Math.Cos(latitude) * Math.Sin(longitude), Math.Sin(latitude));
    }

    /// <summary>Square of the straight line between two points, which grows with their distance and costs no root.</summary>
    internal double SquareTo(SpherePoint other)
    {
        var (x, y, z) = (X - other.X, Y - other.Y, Z - other.Z);
        return x * x + y * y + z * z;
    }

    /// <summary>Great-circle distance of a square, on a sphere: right to half a per cent.</summary>
    internal static double MetresOf(double square) => 2 * EarthRadiusMetres * Math.Asin(Math.Min(1, Math.Sqrt(square) / 2));

    internal static double SquareOf(double metres)
    {
        var half = Math.Sin(Math.Min(metres / (2 * EarthRadiusMetres), Math.PI / 2));
        return 4 * half * half;
    }
}

/// <summary>Where the facilities of a part are.</summary>
internal sealed class Places
{
    private readonly ulong[] known;
    private readonly SpherePoint[] points;

    internal Places(IReadOnlyList<Coordinates?> coordinates)
    {
        known = Bits.None(coordinates.Count);
        points = coordinates.Any(c => c is not null) ? new SpherePoint[coordinates.Count] : [];
        for (var i = 0; i < coordinates.Count; i++)
            if (coordinates[i] is { } place)
            {
                known.Add(i);
                points[i] = SpherePoint.Of(place);
            }
    }

    internal bool Know(int position) => known.Has(position);

    internal double SquareFrom(SpherePoint point, int position) => points[position].SquareTo(point);

    /// <summary>Takes from a set what has no known place, or one farther away.</summary>
    internal void Keep(ulong[] set, SpherePoint near, double? withinKm)
    {
        set.Keep(known);
        if (withinKm is not { } kilometres)
            return;
        var farthest = SpherePoint.SquareOf(kilometres * 1000);
        foreach (var position in set.Positions())
            if (SquareFrom(near, position) > farthest)
                set.Remove(position);
    }
}
