/* assets.h: the files of static/ as the browser gets them: /static/NAME?v=HASH, kept for ever, since
 * another content has another address. */
#ifndef WEB_ASSETS_H
#define WEB_ASSETS_H

#include "base/base.h"

struct request;
struct response;

/* "/static/app.css?v=0123456789ab" of static/app.css; empty when there is no such file. */
struct str asset_url(struct str name);

/* Answers GET /static/NAME: gzipped where the browser takes it, 304 by ETag, 404 otherwise. */
struct response *asset_answer(struct request *r);

#endif
