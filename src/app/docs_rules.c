/* docs_rules.c: rules.md, the rows of domain/norms.h as people read them. See docs.h. */
#include "app/docs.h"

#include "domain/norms.h"

#include <string.h>

static void roles_of(struct buf *b, const struct norm *n)
{
    const char *comma = "";
    for (int r = 0; r < ROLE_COUNT; r++) {
        if (!strchr(n->roles, NORM_ROLES[r]))
            continue;
        buf_f(b, "%s%s %s", comma, role_choices[r].zh, role_choices[r].name);
        comma = ", ";
    }
    buf_c(b, *comma ? "" : "— 只由程序办理 the program only");
}

static void states_of(struct buf *b, const struct norm *n)
{
    const struct choice *states = kinds[command_types[n->type].kind].states;
    struct str rest = str_c(n->states), part;
    const char *comma = "";
    while (str_cut(&rest, ' ', &part)) {
        buf_c(b, comma);
        comma = ", ";
        if (str_is(part, "-"))
            buf_c(b, "新 new");
        if (str_is(part, "*"))
            buf_c(b, "已有 existing");
        for (size_t s = 1; states != no_states && states[s].name; s++)
            if (str_is(part, states[s].name))
                buf_f(b, "%s %s", states[s].zh, states[s].name);
    }
}

static void answer_rows(struct buf *b, const struct norm_answers *a)
{
    buf_c(b, "\n| 与此事的关系 relation | 能否办理 may |\n|---|---|\n");
    for (int r = 0; r < RELATION_COUNT; r++) {
        if (!(relations[r].about & a->about))
            continue;
        buf_f(b, "| %s %s | ", relations[r].zh, relations[r].en);
        if (a->to[r])
            buf_f(b, "否 no：%.*s |\n", STR_ARG(refusals[a->to[r]].zh));
        else
            buf_c(b, "**可以 yes** |\n");
    }
}

static bool first_with(size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (norms[i].answers == norms[at].answers)
            return false;
    return norms[at].answers;
}

static void rule(struct buf *b, size_t at, int number)
{
    const struct norm_answers *a = norms[at].answers;
    buf_f(b, "\n### %d. %s %s\n\n", number, a->zh, a->en);
    for (size_t i = at; i < norm_count; i++)
        if (norms[i].answers == a)
            buf_f(b, "- `%s` %s %s\n", command_types[norms[i].type].wire,
                  command_types[norms[i].type].zh, command_types[norms[i].type].en);
    answer_rows(b, a);
}

static void command_rows(struct buf *b, const int *numbers)
{
    buf_c(b, "\n| 命令 command | 角色 roles | 状态 states | 规则 rule |\n|---|---|---|---|\n");
    for (size_t i = 0; i < norm_count; i++) {
        const struct command_info *c = &command_types[norms[i].type];
        buf_f(b, "| `%s` %s | ", c->wire, c->zh);
        roles_of(b, &norms[i]);
        buf_c(b, " | ");
        states_of(b, &norms[i]);
        if (numbers[i])
            buf_f(b, " | %d |\n", numbers[i]);
        else
            buf_c(b, " | — |\n");
    }
}

void docs_rules(struct buf *b)
{
    int numbers[COMMAND_COUNT] = {0}, count = 0;
    docs_title(b, "角色规则", "Role rules");
    buf_c(b, "\n这张表是手写的规范，程序须与它一致：测试逐一核对每条命令 × 状态 × 角色 × 关系，不一致即不通过。\n"
             "This table is the norm, written by hand: a test tries every command × state × role × relation against the program.\n"
             "\n- R1 谁为落实拟定、填报、佐证、自报、申请，谁就不能审签、核验、回头看同一项；看全部历史，退回、移交、重新立项、调离都不改变。\n"
             "  Nobody approves, verifies or re-examines what they had a hand in, over the whole history.\n"
             "- R2 核验人的单位不是也不曾是责任单位，也不在其下；上级单位可以。\n"
             "  The verifier's unit is not and was not responsible and is not below one; one above may.\n"
             "- R6 三员没有业务权限。 Administrators have no business rights.\n"
             "- 代行：任何人只以自己的名义办理；排第二的责任领导须先经移交排到第一，才能审签。\n"
             "  Delegates: everybody acts in their own name; the second leader decides once a hand-over names them first.\n"
             "\n## 各步骤 Steps\n");
    for (size_t i = 0; i < norm_count; i++) {
        if (first_with(i))
            numbers[i] = ++count;
        for (size_t k = 0; k < i && !numbers[i] && norms[i].answers; k++)
            if (norms[k].answers == norms[i].answers)
                numbers[i] = numbers[k];
    }
    command_rows(b, numbers);
    buf_c(b, "\n## 谁可以 Who may\n\n“—”的步骤只看角色和状态。Steps with “—” look at role and state alone.\n");
    for (size_t i = 0, n = 0; i < norm_count; i++)
        if (first_with(i))
            rule(b, i, (int)++n);
}
