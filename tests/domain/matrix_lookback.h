/* matrix_lookback.h: rows of matrix_test.c of the area "lookback": {command, roles, states}. Written by hand from DOMAIN.md §6. */
{COMMAND_LOOKBACK_PLAN, "V", "-"}, {COMMAND_LOOKBACK_DRAW, "V", "planned"}, {COMMAND_LOOKBACK_DIRECT, "V", "drawn"}, {COMMAND_LOOKBACK_FINISH, "V", "drawn"}, {COMMAND_LOOKBACK_VOID, "V", "planned drawn"},
    {COMMAND_CHECK_RECORD, "V", "- open"}, {COMMAND_CHECK_CONSOLIDATE, "V", "recorded"}, {COMMAND_CHECK_REOPEN, "V", "recorded"},
    {COMMAND_VOICE_ENTER, "OV", "-"}, {COMMAND_VOICE_ANSWER, "OV", "received checking"},
    {COMMAND_SCORE_RULE_SET, "V", "- valid"}, {COMMAND_SCORE_RULE_VOID, "V", "valid"},
    {COMMAND_PROBLEM_LINK, "O", "open closed"},
    {COMMAND_VOICE_ASK_ERASE, "O", "received checking answered"}, {COMMAND_VOICE_ERASE, "VC", "received checking answered"}, {COMMAND_VOICE_DECLINE_ERASE, "VC", "received checking answered"},
