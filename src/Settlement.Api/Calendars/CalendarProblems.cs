using Settlement.Api.Calls;

namespace Settlement.Api.Calendars;

/// <summary>Problems with the calendar.</summary>
internal static class CalendarProblems
{
    internal static readonly ProblemKind CalendarMissing = new(422, "calendar-missing",
        new("该年度的节假日安排尚未导入", "The public holidays of the year are not loaded"),
        new("待国务院公布并随产品更新导入后再试", "Try again when they are published and loaded with an update of the product"));
}
