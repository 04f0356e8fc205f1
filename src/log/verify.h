/* verify.h: checks a data folder or an export, from the bytes alone. It only reads.
 *
 * Each check ends OK, FAILED (which entry, why) or NOT CHECKED (what was missing). It believes no stored
 * hash: every leaf is read strictly and hashed, every root is made again. What it cannot know it says:
 * with nothing kept outside the folder, a history rewritten with the signing key looks like any other. */
#ifndef LOG_VERIFY_H
#define LOG_VERIFY_H

#include "log/checkpoint.h"

#include <stdio.h>

enum verify_status { VERIFY_OK,
                     VERIFY_FAILED,
                     VERIFY_NOT_CHECKED };

/* name in --json, title zh, title en */
#define VERIFY_CHECK_TABLE(X) \
    X(CHECK_LEAF, "leaf", "条目的规范格式", "canonical form of the leaves") \
    X(CHECK_SEQUENCE, "sequence", "序号连续", "sequence without gaps") \
    X(CHECK_TIME, "time", "时间不倒退", "time never goes back") \
    X(CHECK_CHAIN, "chain", "同一事项的前后相接", "each subject's chain of entries") \
    X(CHECK_BODY, "body", "正文与承诺一致", "bodies match their commitments") \
    X(CHECK_STORED, "stored", "存储的校验码和栏目与条目一致", "stored hashes and columns match the leaves") \
    X(CHECK_ROOT, "root", "树根与每个检查点一致", "tree root at every checkpoint") \
    X(CHECK_SIGNATURE, "signature", "检查点的签名", "signatures of the checkpoints") \
    X(CHECK_SINCE, "since", "与外部保存的检查点一致", "consistent with the checkpoint kept outside") \
    X(CHECK_RECEIPT, "receipt", "回执", "receipts") \
    X(CHECK_FILE, "file", "佐证材料文件", "evidence files") \
    X(CHECK_REPLAY, "replay", "重放后状态一致", "replay gives the same state")

enum verify_check_id {
#define X(id, name, zh, en) id,
    VERIFY_CHECK_TABLE(X)
#undef X
        VERIFY_CHECKS
};
enum { VERIFY_DETAILS_MAX = 20,
       VERIFY_UNKNOWN_MAX = 8 };

struct verify_check {
    enum verify_status status;
    bool required;    /* NOT CHECKED of it makes the exit status 2 */
    int64_t count;    /* things looked at */
    int64_t failures; /* of which the first VERIFY_DETAILS_MAX are told */
    struct sentence details[VERIFY_DETAILS_MAX];
    size_t details_count;
};

/* Told now and then how many of the entries are done: once for the walk, once more for the replay. */
typedef void verify_progress(void *arg, int64_t done, int64_t total);
struct verify_options {
    const char *path;     /* data folder or export */
    const char *key;      /* public key file from outside; NULL: the folder's own */
    const char *since;    /* a checkpoint kept outside, or NULL */
    const char *receipts; /* folder of .tlog-proof files, or NULL */
    bool replay;
    bool alone;                /* no second process */
    verify_progress *progress; /* called with NULL; or NULL */
};

struct verify_report {
    struct arena *arena;
    struct verify_check checks[VERIFY_CHECKS];
    int64_t size;                                /* entries */
    int64_t bytes;                               /* hashed as leaves and bodies */
    int64_t erased;                              /* bodies erased by order */
    int64_t signed_size;                         /* entries the newest valid checkpoint covers */
    struct hash root;                            /* of all entries */
    struct sentence unusable;                    /* why nothing could be checked; empty normally */
    struct sentence unknown[VERIFY_UNKNOWN_MAX]; /* what cannot be concluded */
    size_t unknown_count;
};

/* ERR_INPUT or the store's error when PATH is nothing that can be checked; REPORT->unusable says why. */
MUST_CHECK enum err verify_run(const struct verify_options *o, struct arena *a, struct verify_report *report);
int verify_exit_status(const struct verify_report *report); /* 0 all well, 1 FAILED, 2 could not check */
void verify_print(const struct verify_report *report, enum lang lang, FILE *out);
void verify_print_json(const struct verify_report *report, FILE *out);
verify_progress verify_show_progress; /* on stderr, when a person watches it: a terminal */

/* Replays the log and compares the tables; set by whoever knows what events mean. It fills CHECK; PROGRESS
 * may be NULL. */
typedef void verify_replay(struct db *db, struct arena *a, verify_progress *progress,
                           struct verify_report *report, struct verify_check *check);
extern verify_replay *verify_replay_fn;
/* Whether the evidence file an entry names lies in FOLDER; true for entries that name none. Set like the one above. */
typedef bool verify_file(struct arena *a, const char *folder, const struct leaf *leaf, struct str body);
extern verify_file *verify_file_fn;

void verify_fail(struct verify_report *r, enum verify_check_id id, struct sentence why);
void verify_fail_entry(struct verify_report *r, enum verify_check_id id, int64_t seq, const char *zh, const char *en);
void verify_not_checked(struct verify_report *r, enum verify_check_id id, struct sentence why);

#endif
