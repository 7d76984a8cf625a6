-- What a look saw: absence counts only against an earlier sighting, and only of what was read whole.
-- A table whose CHECK widens is made anew: foreign keys are off during a migration, and checked at its end.

DROP TRIGGER takedown_state_by_event;                    -- it names the table that is made anew
CREATE TABLE look_anew (                                -- one check of one place: the evidence
    id              INTEGER PRIMARY KEY,
    takedown_id     INTEGER NOT NULL REFERENCES takedown (id),
    publication_id  INTEGER REFERENCES publication (id),             -- what was looked for
    at              INTEGER NOT NULL,
    through         TEXT    NOT NULL CHECK (through IN ('page', 'fresh-page', 'built-folder')),
    found           TEXT    NOT NULL CHECK (found IN ('gone', 'still-there', 'inconclusive')),
    reason          TEXT    NOT NULL CHECK (reason IN ('not-found', 'not-shown', 'shown', 'doubtful', 'site-down', 'no-answer', 'too-slow', 'too-large', 'tls', 'http-error', 'redirected-away', 'redirect-loop', 'login', 'robot-wall', 'empty', 'goes-on', 'script-only', 'not-text', 'no-page', 'unread', 'other-page', 'moved', 'never-seen')),
    status          INTEGER,                            -- of HTTP
    sha256          BLOB    CHECK (length(sha256) = 32),             -- of the body
    entry           INTEGER NOT NULL
) STRICT;
INSERT INTO look_anew (id, takedown_id, publication_id, at, through, found, reason, status, sha256, entry)
    SELECT id, takedown_id, publication_id, at, through, found, reason, status, sha256, entry FROM look;
DROP TABLE look;
ALTER TABLE look_anew RENAME TO look;
CREATE INDEX look_takedown ON look (takedown_id);
CREATE TRIGGER look_no_update BEFORE UPDATE ON look
BEGIN SELECT RAISE(ABORT, 'look is append-only'); END;
CREATE TRIGGER look_no_delete BEFORE DELETE ON look
BEGIN SELECT RAISE(ABORT, 'look is append-only'); END;
CREATE TRIGGER takedown_state_by_event BEFORE UPDATE OF state, removed_at, claimed_at, verified_at, came_back_at ON takedown
WHEN NOT EXISTS (SELECT 1 FROM look WHERE takedown_id = NEW.id AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
 AND NOT EXISTS (SELECT 1 FROM takedown_event WHERE takedown_id = NEW.id AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
 AND NOT EXISTS (SELECT 1 FROM request_closing WHERE request_id = NEW.request_id AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
 AND NOT EXISTS (SELECT 1 FROM undoing JOIN takedown_event ON takedown_event.entry = undone
                  WHERE takedown_id = NEW.id AND undoing.entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
BEGIN SELECT RAISE(ABORT, 'a removal changes its state with an event of the same entry'); END;
