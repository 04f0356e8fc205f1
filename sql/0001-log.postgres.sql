-- Adding is all that is allowed; said in PostgreSQL's words.
CREATE FUNCTION log_refuse() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
CREATE FUNCTION log_erase_only() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN
    IF NEW.salt IS NULL AND NEW.body IS NULL AND OLD.erased_by = -1 AND NEW.erased_by > OLD.seq
       AND (NEW.seq, NEW.leaf, NEW.hash, NEW.subject, NEW.command, NEW.part, NEW.at_us)
         = (OLD.seq, OLD.leaf, OLD.hash, OLD.subject, OLD.command, OLD.part, OLD.at_us) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the log is append-only';
END $$;
CREATE FUNCTION log_next_only() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN
    IF NEW.seq <> coalesce((SELECT seq + 1 FROM log ORDER BY seq DESC LIMIT 1), 0) THEN
        RAISE EXCEPTION 'the log has no gaps';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER log_no_delete BEFORE DELETE OR TRUNCATE ON log EXECUTE FUNCTION log_refuse();
CREATE TRIGGER log_no_update BEFORE UPDATE ON log FOR EACH ROW EXECUTE FUNCTION log_erase_only();
CREATE TRIGGER log_in_order BEFORE INSERT ON log FOR EACH ROW EXECUTE FUNCTION log_next_only();
CREATE TRIGGER log_tree_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON log_tree EXECUTE FUNCTION log_refuse();
CREATE TRIGGER checkpoint_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON checkpoint EXECUTE FUNCTION log_refuse();
ALTER TABLE log ALTER COLUMN body SET STORAGE EXTERNAL;
