/* tables_question.h: rows of the area "question" in the tables of domain.h and tables.h, which explain the columns. */
#ifndef DOMAIN_TABLES_QUESTION_H
#define DOMAIN_TABLES_QUESTION_H

/* clang-format off */
#define KINDS_QUESTION(X) \
    X(QUESTION, "question", question, "提问", "Question")

#define REFUSALS_QUESTION(X) \
    X(REFUSED_QUESTION_ABOUT, "一个提问只关于一条措施或者一个单位，措施还要属于这一轮；请从“值得问一问”页面逐条答复。", "A question is about one measure or one unit, and the measure belongs to this round; answer it from the page of questions.") \
    X(REFUSED_QUESTION_LATER, "提问依据的时间不能晚于现在；请从“值得问一问”页面重新打开再答复。", "What a question rests on cannot be later than now; open it again from the page of questions.")

#define COMMANDS_QUESTION(X) \
    X(QUESTION_SETTLE, "question.settle", QUESTION, WHO_OFFICE | WHO_OVERSEER, FROM_NEW, NEED_INSPECTION | NEED_MEASURE, question_settle, NULL, question_settle, QUESTION_SETTLED, "答复提问", "Answer the question")

/* Rows are never edited or removed: logs that exist hold them. */
#define EVENTS_QUESTION(X) \
    X(QUESTION_SETTLED, "question.settled", 1, QUESTION, TO_SAME, question_settle, question_settled, "答复了提问", "answered the question")
/* clang-format on */

#endif
