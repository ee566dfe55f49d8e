using Settlement.Api.Calls;

namespace Settlement.Api.Documents;

/// <summary>Problems with documents that are uploaded.</summary>
internal static class DocumentProblems
{
    internal static readonly ProblemKind TooLarge = new(413, "document-too-large",
        new("文件过大", "The file is too large"),
        new("压缩后重新上传，不超过 detail 所示字节数", "Make it smaller than the number of bytes in detail, then upload it again"));

    /// <summary>Also with status 415, where the media type itself is none of those taken.</summary>
    internal static readonly ProblemKind NotTaken = new(422, "document-kind",
        new("文件不是 PDF、JPEG 或 PNG，或内容与 Content-Type 不符", "The file is no PDF, JPEG or PNG, or not what its Content-Type says"),
        new("上传 PDF、JPEG 或 PNG，并设置相应的 Content-Type：application/pdf、image/jpeg、image/png",
            "Upload a PDF, JPEG or PNG under its Content-Type: application/pdf, image/jpeg or image/png"));
}
