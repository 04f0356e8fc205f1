/* open.c: making, opening and closing a data folder. See app.h. */
#include "app/app.h"

#include "app/replay.h"
#include "base/hash.h"
#include "base/time.h"
#include "log/file.h"
#include "view/table.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHECKPOINT_ENTRIES = 256,
       CHECKPOINT_US = 30 * 1000000,
       STORE_PATH_MAX = 4096 };
static const int64_t checkpoint_idle_us = 86400LL * 1000000;

const char *app_path(struct app *app, struct arena *a, const char *name)
{
    return str_z(a, str_f(a, "%s/%s", app->dir, name));
}

static enum err fail(struct app *app, enum err e, struct sentence say)
{
    app->say = say;
    return e;
}

/* The database's path: DIR/store when that is there, else DIR/huiyin.db. */
static enum err database_path(struct app *app, const char **path)
{
    struct str text;
    enum err e = file_read(&app->arena, app_path(app, &app->arena, "store"), STORE_PATH_MAX, &text);
    *path = e ? app_path(app, &app->arena, "huiyin.db") : str_z(&app->arena, str_trim(text));
    if (e == ERR_MISSING && access(*path, R_OK))
        return fail(app, ERR_MISSING, sentence_f(&app->arena, "“%s”不是回音的数据目录；用 huiyin init 新建一个。", "\"%s\" is not a data folder; make one with huiyin init.", app->dir));
    return e == ERR_MISSING ? ERR_NONE : e;
}

static enum err open_database(struct app *app, const char *path, enum app_mode mode)
{
    enum err e = db_open(path, mode == APP_READ ? DB_READ : DB_WRITE, &app->db);
    if (!e)
        return ERR_NONE;
    if (e == ERR_BUSY)
        return fail(app, e, sentence_f(&app->arena, "“%s”正由另一个回音程序使用，请先停止它，或改用另一个目录。（%s）", "\"%s\" is in use by another huiyin; stop that one first or use another folder. (%s)", app->dir, db_open_message()));
    return fail(app, e, sentence_f(&app->arena, "不能打开“%s”的数据库：%s", "Cannot open the database of \"%s\": %s", app->dir, db_open_message()));
}

static enum err open_log(struct app *app)
{
    enum err e = log_open(app->db, &app->log);
    if (e)
        return fail(app, e, sentence_f(&app->arena, "不能读取“%s”的日志：%s", "Cannot read the log of \"%s\": %s", app->dir, db_message(app->db)));
    return signer_open(&app->arena, app_path(app, &app->arena, "keys"), &app->signer, &app->say);
}

/* Tables another version made are made again from the log, which stays as it is; a reader may not, and says who can. */
static enum err fit_tables(struct app *app, enum app_mode mode)
{
    if (table_shape_fits(app->db))
        return ERR_NONE;
    if (mode == APP_READ)
        return fail(app, ERR_INPUT, sentence_f(&app->arena, "“%s”的数据表是另一个版本的程序建的；请停止服务后运行 huiyin rebuild，日志不会改动，只重建数据表。", "The tables of \"%s\" were made by another version; stop the server and run huiyin rebuild: the log stays, only the tables are made again.", app->dir));
    enum err e = app_rebuild(app, NULL, NULL);
    return e ? fail(app, e, sentence_f(&app->arena, "不能由日志重建“%s”的数据表：%s", "Cannot make the tables of \"%s\" again from the log: %s", app->dir, db_message(app->db))) : ERR_NONE;
}

enum err app_open(struct app *app, const char *dir, enum app_mode mode)
{
    const char *path;
    *app = (struct app){0};
    app->dir = str_z(&app->arena, str_c(dir));
    enum err e = database_path(app, &path);
    if (!e)
        e = open_database(app, path, mode);
    if (!e && mode != APP_READ)
        e = open_log(app);
    return e || mode == APP_REBUILD ? e : fit_tables(app, mode);
}

/* ---- a new folder -------------------------------------------------------------------------------- */

static enum err empty_folder(struct app *app)
{
    if (mkdir(app->dir, 0700) == 0)
        return ERR_NONE;
    DIR *d = errno == EEXIST ? opendir(app->dir) : NULL;
    if (!d)
        return fail(app, ERR_INPUT, sentence_f(&app->arena, "不能新建目录“%s”：%s。", "Cannot make the folder \"%s\": %s.", app->dir, strerror(errno)));
    size_t names = 0;
    while (readdir(d))
        names++;
    closedir(d);
    if (names > 2) /* "." and ".." */
        return fail(app, ERR_INPUT, sentence_f(&app->arena, "目录“%s”里已有文件，没有改动；请换一个新目录。", "The folder \"%s\" holds files already; nothing was changed; choose a new one.", app->dir));
    return ERR_NONE;
}

static enum err make_tables(struct app *app)
{
    enum err e = log_create(app->db);
    if (!e)
        e = db_begin(app->db);
    if (e)
        return e;
    e = table_create_all(app->db);
    if (!e)
        e = secret_create(app->db);
    if (!e)
        e = db_commit(app->db);
    if (e)
        db_rollback(app->db);
    return e;
}

enum err app_store_check(struct arena *a, struct str store, struct sentence *say)
{
    if (db_is_server(store))
        return ERR_NONE;
    *say = sentence_f(a, "--store 应以 postgres:// 开头，例如 postgres://用户@主机/库；不给 --store 就用 SQLite。", "--store must begin with postgres://, such as postgres://user@host/database; without it SQLite is used.");
    return ERR_INPUT;
}

/* STORE is ours to fill: before anything is made in the folder, so that a mistake in it leaves none behind. */
static enum err check_store(struct app *app, struct str store)
{
    struct log *log;
    enum err e = app_store_check(&app->arena, store, &app->say);
    if (!e)
        e = open_database(app, str_z(&app->arena, store), APP_WRITE);
    if (e)
        return e;
    if (log_open(app->db, &log))
        return ERR_NONE;
    log_close(log);
    return fail(app, ERR_INPUT, sentence_f(&app->arena, "这个数据库里已有一个回音系统，没有改动；请换一个空数据库。", "This database holds a huiyin already; nothing was changed; choose an empty one."));
}

enum err app_create(struct app *app, const char *dir, struct str store, struct str origin)
{
    *app = (struct app){0};
    app->dir = str_z(&app->arena, str_c(dir));
    struct str random = id_text(&app->arena, id_random());
    if (!origin.len)
        origin = str_f(&app->arena, "huiyin-%.*s", STR_ARG(random));
    enum err e = store.len ? check_store(app, store) : ERR_NONE;
    if (!e)
        e = empty_folder(app);
    if (!e)
        e = signer_create(&app->arena, app_path(app, &app->arena, "keys"), origin, &app->say);
    if (!e && store.len)
        e = file_replace(app_path(app, &app->arena, "store"), str_f(&app->arena, "%.*s\n", STR_ARG(store)), 0600);
    if (!e && (mkdir(app_path(app, &app->arena, "files"), 0700) || mkdir(app_path(app, &app->arena, "tmp"), 0700)))
        e = fail(app, ERR_IO, sentence_f(&app->arena, "不能在“%s”里新建目录：%s。", "Cannot make folders in \"%s\": %s.", app->dir, strerror(errno)));
    if (e)
        return e;
    if (!app->db)
        e = open_database(app, app_path(app, &app->arena, "huiyin.db"), APP_WRITE);
    if (e)
        return e;
    e = make_tables(app);
    if (e)
        return fail(app, e, sentence_f(&app->arena, "不能新建数据表：%s", "Cannot make the tables: %s", db_message(app->db)));
    return open_log(app);
}

/* ---- checkpoints ----------------------------------------------------------------------------------- */

enum err app_checkpoint(struct app *app, bool now)
{
    int64_t size = log_size(app->log), grown = size - signer_size(app->signer), us = time_now_us();
    bool due = grown >= CHECKPOINT_ENTRIES || (grown > 0 && (now || us - app->signed_us >= CHECKPOINT_US)) ||
               (size > 0 && app->signed_us && us - app->signed_us >= checkpoint_idle_us);
    struct arena a = {0};
    struct str note;
    if (app->unscrubbed)
        app->unscrubbed = !db_scrub(app->db);
    if (!due)
        return ERR_NONE;
    enum err e = signer_sign(app->signer, app->db, &a, us, &note, &app->say);
    if (e)
        app->say = (struct sentence){str_copy(&app->arena, app->say.zh), str_copy(&app->arena, app->say.en)};
    else
        app->signed_us = us;
    arena_reset(&a);
    return e;
}

void app_close(struct app *app)
{
    if (app->signer && app->log) {
        enum err e = app_checkpoint(app, true);
        (void)e; /* the entries are safe; the next writer signs them */
    }
    signer_close(app->signer);
    log_close(app->log);
    db_close(app->db);
    arena_reset(&app->arena);
    *app = (struct app){0};
}
