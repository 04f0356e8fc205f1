-- Adding is all that is allowed; said in SQLite's words.
CREATE TRIGGER log_no_delete BEFORE DELETE ON log
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_no_update BEFORE UPDATE ON log
WHEN NOT (NEW.salt IS NULL AND NEW.body IS NULL AND OLD.erased_by = -1 AND NEW.erased_by > OLD.seq
          AND NEW.seq = OLD.seq AND NEW.leaf = OLD.leaf AND NEW.hash = OLD.hash
          AND NEW.subject = OLD.subject AND NEW.command = OLD.command AND NEW.part = OLD.part
          AND NEW.at_us = OLD.at_us)
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_in_order BEFORE INSERT ON log
WHEN NEW.seq <> coalesce((SELECT max(seq) + 1 FROM log), 0)
BEGIN SELECT RAISE(ABORT, 'the log has no gaps'); END;
CREATE TRIGGER log_tree_no_delete BEFORE DELETE ON log_tree
BEGIN SELECT RAISE(ABORT, 'the tree is append-only'); END;
CREATE TRIGGER log_tree_no_update BEFORE UPDATE ON log_tree
BEGIN SELECT RAISE(ABORT, 'the tree is append-only'); END;
CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'checkpoints are append-only'); END;
CREATE TRIGGER checkpoint_no_update BEFORE UPDATE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'checkpoints are append-only'); END;
