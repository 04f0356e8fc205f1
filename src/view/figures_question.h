/* figures_question.h: figures of the area "question", rows of the table in figure.c. What is open is found by
 * app/question.c and is no figure: a question is not a count of faults. */
{"questions.settled", 1, "个", KIND_QUESTION, "已答复的提问", "Questions answered", "整改办和监督部门就值得问一问的地方写下答复的个数；同一处有新情况再问再答，另计一个；不代表有问题", "Questions answered by office and overseers; one asked again because something new came counts again. It says nothing about faults", "SELECT id, 1 AS weight FROM question WHERE inspection = ?1 AND ?2 > 0 ORDER BY settled_us, seq", NULL, NULL},
