/* question.h: what is worth asking about: work that may have been done for the form only. Questions to the office
 * and the
 * overseer, never verdicts: there may be good reasons, and nothing here counts against anybody.
 *
 * What is asked is found by app/question.h from the records of the day and is not kept. Kept is the answer: a thing of
 * kind question, whose id follows from round, detector, subject and the instant of the newest record it rests on
 * (app/submit_own.c). So the same is not asked twice, and is asked again once something new comes. */
#ifndef DOMAIN_QUESTION_H
#define DOMAIN_QUESTION_H

#include "domain/things.h"

/* Thresholds. The words below repeat them; a test compares both. */
enum { QUESTION_ALIKE_PERCENT = 90,
       QUESTION_TEXT_MEASURES = 3,
       QUESTION_FILE_MEASURES = 3,
       QUESTION_DAY_MEASURES = 5,
       QUESTION_REMINDER_HOURS = 24,
       QUESTION_OPINION_CHARS = 5,
       QUESTION_OPINION_TIMES = 5,
       QUESTION_STILL_REPORTS = 3,
       QUESTION_HURRY_MINUTES = 10,
       QUESTION_HURRY_FILES = 3 };

/* constant, wire name, title, question, what it looks at: each zh, en. */
#define QUESTION_TABLE(X) \
    X(COPIED, "copied", "进展与上期相近", "Progress like the last", "这期进展与上期几乎一样，是否有新的工作？", "This report reads almost like the one before: is there new work?", \
      "同一单位对同一措施最近两次进展，文字相近达到 90% 的", "The two newest reports of a unit on a measure, alike by 90 % or more") \
    X(SAME_TEXT, "same_text", "几条措施同一段进展", "One text for several measures", "几条措施写了同一段进展，各条是否都有自己的工作？", "Several measures carry the same report: did each have work of its own?", \
      "同一单位在同一期，为 3 条以上措施写了相同的进展", "The same text by a unit in one period for 3 measures or more") \
    X(STILL, "still", "进度连续没有变化", "Progress standing still", "进度连续几次没有变化，是否遇到困难，需要帮助？", "The percentage has not moved for some reports: is there a difficulty, is help needed?", \
      "正在整改的措施，同一单位最近 3 次进展的百分比相同且不足 100", "Measures being worked on whose last 3 reports of a unit have the same percentage, below 100") \
    X(SAME_FILE, "same_file", "一份文件佐证多条措施", "One file for several measures", "同一份文件用在几条措施上，每一条能证明什么？", "The same file stands under several measures: what does it prove for each?", \
      "校验码相同的有效佐证，用在 3 条以上措施", "Valid evidence with the same SHA-256 under 3 measures or more") \
    X(EARLY, "early", "佐证早于反馈", "Evidence older than the feedback", "佐证证明的事在反馈之前，是否反映整改以后的情况？", "What the evidence proves happened before the feedback: does it show what came of the rectification?", \
      "有效佐证所证明的日期，早于本轮反馈日期", "Valid evidence that proves a day before the round's feedback") \
    X(HURRY, "hurry", "自报前集中上传", "Uploaded just before the claim", "佐证都在自报前几分钟上传，平时的材料是否随做随传？", "All evidence came minutes before the claim: was it gathered while the work went on?", \
      "自报完成时的有效佐证在 3 份以上，且都在自报前 10 分钟内上传", "3 or more valid pieces of evidence, all uploaded within 10 minutes before the claim") \
    X(REMINDED, "reminded", "提醒当天自报", "Claimed right after a reminder", "提醒或督办发出后不到一天就自报完成，工作此前是否已经做完？", "Completion was claimed within a day of a reminder or notice: was the work done before?", \
      "提醒送达或公文签发以后 24 小时内自报完成的措施", "Measures claimed within 24 hours after a reminder was delivered or a notice issued") \
    X(LAST_DAY, "last_day", "集中在最后一天", "On the last day", "几条措施都在时限当天自报或销号，是否留足了核实的时间？", "Several measures were claimed or closed on the very day they were due: was there time to look at them?", \
      "同一单位有 5 条以上措施，在各自时限当天自报，或者在当天销号", "5 or more measures of one unit claimed, or closed, on the day each was due") \
    X(SAME_DAY, "same_day", "集中在同一天", "On one same day", "几条措施在同一天自报或销号，是否逐条核实过？", "Several measures were claimed or closed on one day: was each looked at?", \
      "同一单位有 5 条以上措施在同一天自报，或者在同一天销号", "5 or more measures of one unit claimed, or closed, on one day") \
    X(SHORT_OPINION, "short_opinion", "意见过短", "Opinions of a word", "审签或核验意见只有几个字，是否写得出看了什么？", "The opinion is a word or two: could it say what was looked at?", \
      "下达、审签、核验的意见，不计标点少于 5 个字", "Opinions on plans and claims of fewer than 5 characters, punctuation aside") \
    X(SAME_OPINION, "same_opinion", "同一意见反复使用", "One opinion many times", "同一句意见用了多次，是否逐条看过？", "The same opinion was given many times: was each case looked at?", \
      "同一人的下达、审签、核验意见，同样的文字用了 5 次以上", "The same words in 5 or more opinions of one person on plans and claims")
enum question_detector {
    QUESTION_NONE,
#define X(name, ...) QUESTION_##name,
    QUESTION_TABLE(X)
#undef X
        QUESTION_DETECTORS
};
struct question_words {
    const char *name, *zh, *en, *ask_zh, *ask_en, *looks_zh, *looks_en;
};
extern const struct question_words question_words[QUESTION_DETECTORS];
extern const struct choice question_detectors[];

#define QUESTION_PLAIN \
    int64_t inspection, detector; \
    int64_t measure, unit; /* exactly one: what it is about */ \
    int64_t newest_us;     /* of the newest record it rests on */ \
    struct str answer      /* what was found when asking */
struct question_settle {
    QUESTION_PLAIN;
};
struct question {
    THING;
    QUESTION_PLAIN;
    int64_t settled_by, settled_us;
};
#define question_states no_states
extern const struct record question_settle_record, question_record;
decide_fn question_settle;
apply_fn question_settled;

#endif
