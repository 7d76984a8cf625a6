-- What a verdict rests on: when somebody was told, what an act changed, whom a request is from.
-- A table whose CHECK widens is made anew: foreign keys are off during a migration, and checked at its end.

-- Time: a mark that was made under a clock ahead silences nothing.

-- Acts: state changes beside an event of the same entry. The running entry is written last, so it is the next number.
CREATE TRIGGER takedown_state_by_event BEFORE UPDATE OF state, removed_at, claimed_at, verified_at, came_back_at ON takedown
WHEN NOT EXISTS (SELECT 1 FROM look WHERE takedown_id = NEW.id AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
 AND NOT EXISTS (SELECT 1 FROM takedown_event WHERE takedown_id = NEW.id AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
 AND NOT EXISTS (SELECT 1 FROM request_closing WHERE request_id = NEW.request_id AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
BEGIN SELECT RAISE(ABORT, 'a removal changes its state with an event of the same entry'); END;
CREATE TRIGGER takedown_subject_stays BEFORE UPDATE OF id, request_id, publication_id, what, entry ON takedown
WHEN OLD.publication_id IS NOT NULL                     -- what was in no register is named once it is found
  OR (NEW.id, NEW.request_id, NEW.entry) IS NOT (OLD.id, OLD.request_id, OLD.entry)
BEGIN SELECT RAISE(ABORT, 'what a removal is about never changes'); END;
CREATE TRIGGER request_clock_by_event BEFORE UPDATE OF state, answered_at ON request_clock
WHEN NOT EXISTS (SELECT 1 FROM request_closing WHERE request_id = NEW.request_id AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
BEGIN SELECT RAISE(ABORT, 'a clock stops when its case is closed, in the same entry'); END;
CREATE TRIGGER suppression_lifted_by_word BEFORE UPDATE OF lifted_at, lifted_entry ON suppression
WHEN OLD.lifted_at IS NOT NULL OR NEW.lifted_at IS NULL
  OR NEW.lifted_entry IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)
  OR NOT EXISTS (SELECT 1 FROM consent_event WHERE purpose = NEW.purpose AND decision = 'given' AND at >= OLD.at)
     AND NOT EXISTS (SELECT 1 FROM permission WHERE at >= OLD.at AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
BEGIN SELECT RAISE(ABORT, 'a suppression is lifted by a newer word, once'); END;
CREATE TRIGGER suppression_stays BEFORE UPDATE OF id, fingerprint, purpose, secret_id, normalisation, recorded_at, entry ON suppression
BEGIN SELECT RAISE(ABORT, 'a suppression is lifted, and otherwise stays as it is'); END;
CREATE TRIGGER suppression_never_earlier BEFORE UPDATE OF at ON suppression
WHEN NEW.at < OLD.at
BEGIN SELECT RAISE(ABORT, 'a later no never becomes an earlier one'); END;
CREATE TRIGGER disclosed_no_delete BEFORE DELETE ON disclosed
BEGIN SELECT RAISE(ABORT, 'disclosed is never forgotten'); END;
CREATE TRIGGER secret_no_delete BEFORE DELETE ON secret
BEGIN SELECT RAISE(ABORT, 'secret is append-only: every opt-out is under the key'); END;
CREATE TRIGGER secret_no_update BEFORE UPDATE ON secret
BEGIN SELECT RAISE(ABORT, 'secret is append-only: every opt-out is under the key'); END;
CREATE TRIGGER address_gone_by_event BEFORE DELETE ON address
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE contact_id = OLD.contact_id AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
 AND NOT EXISTS (SELECT 1 FROM former_address WHERE contact_id = OLD.contact_id AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
BEGIN SELECT RAISE(ABORT, 'an address goes with an erasure or a correction of the same entry'); END;

-- Requests: comments, objections, restrictions, questions; people who were not on record.

-- Requests: people who were not on record
ALTER TABLE request_text ADD COLUMN sender_name TEXT;   -- beside the address of the mail's From line: a claim
CREATE INDEX request_message_sender ON request_message (sender) WHERE sender IS NOT NULL;

PRAGMA legacy_alter_table=ON;                           -- a trigger above names `permission`, which is away for a moment
CREATE TABLE permission_anew (
    id              INTEGER PRIMARY KEY,
    publication_id  INTEGER NOT NULL REFERENCES publication (id),
    ground          TEXT    NOT NULL CHECK (ground IN ('words', 'mail', 'policy', 'none')),    -- none: put on record to be removed
    at              INTEGER NOT NULL,
    entry           INTEGER NOT NULL
) STRICT;
INSERT INTO permission_anew (id, publication_id, ground, at, entry) SELECT id, publication_id, ground, at, entry FROM permission;
DROP TABLE permission;
ALTER TABLE permission_anew RENAME TO permission;
PRAGMA legacy_alter_table=OFF;
CREATE INDEX permission_publication ON permission (publication_id);

-- Verdicts: what a scan saw, what was handed over.

-- Accuracy: on whose word a field stands; what was taken back.

-- Erasure: what else was written for a person, and where.
