namespace Settlement.Domain.Encounters;

/// <summary>就诊凭证类型 (mdtrt_cert_type).</summary>
public enum CredentialKind
{
    /// <summary>01 医保电子凭证: a token that is good for one visit (R-CRE-01).</summary>
    EVoucher,

    /// <summary>02 居民身份证.</summary>
    IdentityCard,

    /// <summary>03 社会保障卡.</summary>
    SocialSecurityCard,
}

/// <summary>亲情账户: what the person is to the holder whose credential was shown (R-CRE-02).</summary>
public enum FamilyRelation
{
    /// <summary>The holder's father or mother.</summary>
    Parent,

    /// <summary>The holder's child.</summary>
    Child,
}
