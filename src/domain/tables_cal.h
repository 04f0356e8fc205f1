/* tables_cal.h: rows of the area "cal" in the tables of domain.h and tables.h, which explain the columns. */
#ifndef DOMAIN_TABLES_CAL_H
#define DOMAIN_TABLES_CAL_H

/* clang-format off */
#define KINDS_CAL(X) \
    X(CALENDAR, "calendar", calendar_year, "放假安排", "Holiday notice")

#define REFUSALS_CAL(X) \
    X(REFUSED_CALENDAR_DAYS, "放假日期或调休上班日期写得不对，没有登记；请照通知核对每一个日期。", "The days off or the make-up workdays are not written as they should be, so nothing was entered; check each day against the notice.") \
    X(REFUSED_CALENDAR_YEAR, "一份放假安排只管一年，不能改成另一年；请为那一年另行登记。", "A holiday notice is of one year and cannot become another's; enter that year by itself.")

#define COMMANDS_CAL(X) \
    X(CALENDAR_ENTER, "calendar.enter", CALENDAR, WHO_REGISTRAR, FROM_NEW | FROM_ANY, NEED_CALENDAR, calendar_enter, NULL, calendar_enter, CALENDAR_ENTERED, "登记放假安排", "Enter a holiday notice")

/* Rows are never edited or removed: logs that exist hold them. */
#define EVENTS_CAL(X) \
    X(CALENDAR_ENTERED, "calendar.entered", 1, CALENDAR, TO_SAME, calendar_enter, NULL, "登记了放假安排", "entered the holiday notice")
/* clang-format on */

#endif
