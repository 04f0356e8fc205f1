-- The log: everything that happened, in order. Rows are only added; salt and body may be erased by a
-- later entry, and nothing else ever changes (0001-log.*.sql). Every table that is not of this file
-- can be dropped and made again from it. {int} and {blob} are the database's own words for a 64-bit
-- integer and for bytes. docs/log-format.md explains every byte.
CREATE TABLE log (
    seq       {int} PRIMARY KEY,           -- 0, 1, 2, ... without gaps: the index in the tree
    leaf      TEXT NOT NULL,               -- the canonical line that was hashed
    hash      {blob} NOT NULL,             -- its leaf hash, 32 bytes, SHA-256(0x00 || leaf)
    subject   {int} NOT NULL,              -- id of the thing it happened to, as in the leaf
    command   TEXT NOT NULL,               -- idempotency key of its command, as in the leaf
    part      {int} NOT NULL,              -- which of the command's events, from 0, as in the leaf
    at_us     {int} NOT NULL,              -- receipt, UTC microseconds since 1970, as in the leaf
    salt      {blob},                      -- 32 random bytes; NULL once erased
    body      {blob},                      -- what the leaf commits to; NULL once erased
    erased_by {int} NOT NULL DEFAULT -1    -- seq of the entry that ordered the erasure, -1 for none
);
CREATE UNIQUE INDEX log_by_command ON log (command, part);
CREATE UNIQUE INDEX log_by_subject ON log (subject, seq);
-- Roots of the full subtrees of 256, 256^2, ... entries, so that opening the log and making a proof
-- read a few rows. Level 0 is log.hash. Made from the log; verify compares.
CREATE TABLE log_tree (
    level {int} NOT NULL,                  -- 1, 2, ...: the subtree spans 256^level entries
    idx   {int} NOT NULL,                  -- which one of that level, from 0
    hash  {blob} NOT NULL,                 -- its root, 32 bytes
    PRIMARY KEY (level, idx)
);
-- The signed checkpoints, as handed out.
CREATE TABLE checkpoint (
    size  {int} NOT NULL,                  -- entries covered
    at_us {int} NOT NULL,                  -- when it was signed, UTC microseconds since 1970
    note  TEXT NOT NULL,                   -- the signed note, C2SP tlog-checkpoint
    PRIMARY KEY (size, at_us)
);
