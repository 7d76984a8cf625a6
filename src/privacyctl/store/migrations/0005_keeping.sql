-- Keeping: the copies that were made of the record, the drills, and what a restore brought back.

CREATE TABLE copy (                                     -- an archive that `backup` wrote into one folder
    id              INTEGER PRIMARY KEY,
    made_at         INTEGER NOT NULL,                   -- when the record was copied
    head            INTEGER NOT NULL,                   -- the last audit entry that it holds
    delete_after    INTEGER NOT NULL,                   -- nothing moves it later: people are told the day
    gone_at         INTEGER,                            -- since when it is seen to be gone
    folder          TEXT    NOT NULL,                   -- the vendor's own; its name says nothing of anybody on record
    name            TEXT    NOT NULL,
    entry           INTEGER NOT NULL
) STRICT;
CREATE INDEX copy_standing ON copy (delete_after) WHERE gone_at IS NULL;
CREATE TRIGGER copy_no_delete BEFORE DELETE ON copy
BEGIN SELECT RAISE(ABORT, 'a copy goes, and is never forgotten'); END;
CREATE TRIGGER copy_goes_once BEFORE UPDATE ON copy
WHEN OLD.gone_at IS NOT NULL OR NEW.gone_at IS NULL
  OR (NEW.id, NEW.made_at, NEW.head, NEW.delete_after, NEW.folder, NEW.name, NEW.entry)
     IS NOT (OLD.id, OLD.made_at, OLD.head, OLD.delete_after, OLD.folder, OLD.name, OLD.entry)
BEGIN SELECT RAISE(ABORT, 'a copy goes once, and nothing else of it changes'); END;

CREATE TABLE drill (                                    -- a copy was decrypted and restored, to see that it can be
    id              INTEGER PRIMARY KEY,
    at              INTEGER NOT NULL,
    entry           INTEGER NOT NULL
) STRICT;
CREATE TRIGGER drill_no_update BEFORE UPDATE ON drill
BEGIN SELECT RAISE(ABORT, 'drill is append-only'); END;
CREATE TRIGGER drill_no_delete BEFORE DELETE ON drill
BEGIN SELECT RAISE(ABORT, 'drill is append-only'); END;

CREATE TABLE restored (                                 -- the record is a copy, with what the journal knew of after it
    id              INTEGER PRIMARY KEY,
    head            INTEGER NOT NULL,                   -- the last audit entry that the copy held
    until           INTEGER NOT NULL,                   -- the last one that the journal gave back, without words and names
    at              INTEGER NOT NULL,
    entry           INTEGER NOT NULL
) STRICT;
CREATE TRIGGER restored_no_update BEFORE UPDATE ON restored
BEGIN SELECT RAISE(ABORT, 'restored is append-only'); END;
CREATE TRIGGER restored_no_delete BEFORE DELETE ON restored
BEGIN SELECT RAISE(ABORT, 'restored is append-only'); END;
