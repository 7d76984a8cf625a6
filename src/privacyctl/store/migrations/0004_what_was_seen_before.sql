-- A look is held against the sighting before it, and needs no request; a scan's finding may be about a contact.
-- A table whose CHECK widens is made anew: foreign keys are off during a migration, and checked at its end.

DROP TRIGGER takedown_state_by_event;                    -- it names the table that is made anew
CREATE TABLE look_anew (                                -- one check of one place: the evidence
    id              INTEGER PRIMARY KEY,
    takedown_id     INTEGER REFERENCES takedown (id),   -- none of a look that no request asked for
    publication_id  INTEGER REFERENCES publication (id),             -- what was looked for
    at              INTEGER NOT NULL,
    through         TEXT    NOT NULL CHECK (through IN ('page', 'fresh-page', 'built-folder')),
    found           TEXT    NOT NULL CHECK (found IN ('gone', 'still-there', 'inconclusive')),
    reason          TEXT    NOT NULL CHECK (reason IN ('not-found', 'not-shown', 'shown', 'doubtful', 'site-down', 'no-answer', 'too-slow', 'too-large', 'tls', 'http-error', 'redirected-away', 'redirect-loop', 'login', 'robot-wall', 'empty', 'goes-on', 'script-only', 'not-text', 'no-page', 'unread', 'other-page', 'moved', 'never-seen', 'too-bare')),
    status          INTEGER,                            -- of HTTP
    sha256          BLOB    CHECK (length(sha256) = 32),             -- of the body
    before_id       INTEGER REFERENCES look (id),       -- the sighting at this place that it was held against
    mark            BLOB    CHECK (length(mark) = 16),  -- of where it was looked and of the sketch, as a keyed hash; NULL: from before
    entry           INTEGER NOT NULL,
    CHECK (takedown_id IS NOT NULL OR publication_id IS NOT NULL)
) STRICT;
INSERT INTO look_anew (id, takedown_id, publication_id, at, through, found, reason, status, sha256, entry)
    SELECT id, takedown_id, publication_id, at, through, found, reason, status, sha256, entry FROM look;
DROP TABLE look;
ALTER TABLE look_anew RENAME TO look;
CREATE INDEX look_takedown ON look (takedown_id) WHERE takedown_id IS NOT NULL;
CREATE INDEX look_publication ON look (publication_id) WHERE publication_id IS NOT NULL;
CREATE TRIGGER look_no_update BEFORE UPDATE ON look
BEGIN SELECT RAISE(ABORT, 'look is append-only'); END;
CREATE TRIGGER look_no_delete BEFORE DELETE ON look
BEGIN SELECT RAISE(ABORT, 'look is append-only'); END;
-- What was gone was seen before. The looks of before this version are above it: they stay as they were judged.
CREATE TRIGGER look_gone_was_seen BEFORE INSERT ON look
WHEN NEW.found = 'gone'
 AND NOT EXISTS (SELECT 1 FROM look AS seen WHERE seen.id = NEW.before_id AND seen.found = 'still-there'
                  AND (seen.publication_id = NEW.publication_id OR (NEW.publication_id IS NULL AND seen.takedown_id = NEW.takedown_id)))
BEGIN SELECT RAISE(ABORT, 'nothing is gone that was not seen there before'); END;
CREATE TRIGGER takedown_state_by_event BEFORE UPDATE OF state, removed_at, claimed_at, verified_at, came_back_at ON takedown
WHEN NOT EXISTS (SELECT 1 FROM look WHERE takedown_id = NEW.id AND found = 'gone' AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
 AND NOT EXISTS (SELECT 1 FROM takedown_event WHERE takedown_id = NEW.id AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
 AND NOT EXISTS (SELECT 1 FROM request_closing WHERE request_id = NEW.request_id AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
 AND NOT EXISTS (SELECT 1 FROM undoing JOIN takedown_event ON takedown_event.entry = undone
                  WHERE takedown_id = NEW.id AND undoing.entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
BEGIN SELECT RAISE(ABORT, 'a removal changes its state with an event of the same entry'); END;

ALTER TABLE look_text ADD COLUMN file TEXT;             -- of the built folder, in which it was seen
ALTER TABLE look_text ADD COLUMN sketch BLOB;           -- of the page that showed it: keyed hashes of runs of its words

-- Full names: whose name a scan saw beside words that are no publication's.
ALTER TABLE scan_finding ADD COLUMN contact_id INTEGER REFERENCES contact (id);
DROP TRIGGER scan_finding_ends_once;
CREATE TRIGGER scan_finding_ends_once BEFORE UPDATE ON scan_finding
WHEN OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
  OR NEW.ended_entry IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)
  OR (NEW.id, NEW.wrong, NEW.kind, NEW.publication_id, NEW.contact_id, NEW.is_sure, NEW.place, NEW.scanned, NEW.at, NEW.entry)
     IS NOT (OLD.id, OLD.wrong, OLD.kind, OLD.publication_id, OLD.contact_id, OLD.is_sure, OLD.place, OLD.scanned, OLD.at, OLD.entry)
BEGIN SELECT RAISE(ABORT, 'what a scan saw ends once, in the entry that says so, and nothing else of it changes'); END;
