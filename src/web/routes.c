/* routes.c: every address the server answers. The row says who may come and what it is for; a page function only
 * reads; writing is naming a command. docs/generated/routes.md is printed from here. */
#include "web/pages.h"

#define ANYONE 0
#define SIGNED_IN ROLES_ANY
#define BUSINESS ROLES_BUSINESS

/* clang-format off */
const struct route routes[] = {
    /* method, path, roles, page, command, prepare, done, body, flags, zh, en */
    {"GET",  "/login",       ANYONE,    login_page,  NO_COMMAND,             NULL,           NULL,        BODY_NONE, ROUTE_FRESH, "登录页", "The sign-in page"},
    {"POST", "/login",       ANYONE,    login_page,  COMMAND_SESSION_OPEN,   login_prepare,  login_done,  BODY_FORM, ROUTE_FRESH, "登录", "Sign in"},
    {"POST", "/logout",      SIGNED_IN, NULL,        COMMAND_SESSION_CLOSE,  logout_prepare, logout_done, BODY_FORM, ROUTE_FRESH, "退出", "Sign out"},
    {"GET",  "/lang/:lang",  ANYONE,    lang_page,   NO_COMMAND,             NULL,           NULL,        BODY_NONE, ROUTE_FRESH | ROUTE_PORTAL, "换语言", "Change the language"},
};
/* clang-format on */
const size_t routes_count = sizeof routes / sizeof *routes;
