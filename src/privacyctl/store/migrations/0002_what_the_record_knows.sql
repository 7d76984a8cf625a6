-- What a verdict rests on: when somebody was told, what an act changed, whom a request is from.
-- A table whose CHECK widens is made anew: foreign keys are off during a migration, and checked at its end.

-- Requests: comments, objections, restrictions, questions; people who were not on record. These
-- stand first: what is made anew here may be added to below.

CREATE TABLE consent_event_anew (
    id              INTEGER PRIMARY KEY,
    contact_id      INTEGER REFERENCES contact (id),
    company_id      INTEGER REFERENCES company (id),
    purpose         TEXT    NOT NULL,                   -- 'restriction': every purpose but 'order'
    decision        TEXT    NOT NULL CHECK (decision IN ('given', 'refused', 'withdrawn', 'objected', 'restricted', 'lifted')),
    at              INTEGER NOT NULL,                   -- when it was decided: the latest wins
    recorded_at     INTEGER NOT NULL,
    via             TEXT    NOT NULL CHECK (via IN ('mail', 'form', 'letter', 'phone', 'list', 'import', 'unstated')),
    notice_id       INTEGER REFERENCES notice (id),     -- the words that they had been shown
    entry           INTEGER NOT NULL,
    CHECK ((contact_id IS NULL) <> (company_id IS NULL)),
    CHECK ((purpose = 'restriction') = (decision IN ('restricted', 'lifted')))
) STRICT;
INSERT INTO consent_event_anew (id, contact_id, company_id, purpose, decision, at, recorded_at, via, notice_id, entry)
    SELECT id, contact_id, company_id, purpose, decision, at, recorded_at, via, notice_id, entry FROM consent_event;
DROP TABLE consent_event;
ALTER TABLE consent_event_anew RENAME TO consent_event;
CREATE UNIQUE INDEX consent_once ON consent_event (contact_id, purpose, at, decision) WHERE contact_id IS NOT NULL;
CREATE INDEX consent_company ON consent_event (company_id) WHERE company_id IS NOT NULL;
CREATE INDEX consent_entry ON consent_event (entry);
CREATE TRIGGER consent_event_no_update BEFORE UPDATE ON consent_event
BEGIN SELECT RAISE(ABORT, 'consent_event is append-only'); END;
CREATE TRIGGER consent_event_no_delete BEFORE DELETE ON consent_event
BEGIN SELECT RAISE(ABORT, 'consent_event is append-only'); END;

CREATE TABLE request_anew (
    id              INTEGER PRIMARY KEY,
    kind            TEXT    NOT NULL CHECK (kind IN ('takedown', 'comment', 'access', 'rectification', 'erasure', 'objection', 'restriction', 'question')),
    contact_id      INTEGER REFERENCES contact (id),
    company_id      INTEGER REFERENCES company (id),
    purchase_id     INTEGER REFERENCES purchase (id) ON DELETE SET NULL,            -- the order that a comment came with
    what            TEXT    CHECK (what IN ('all', 'testimonial', 'name', 'logo')),
    received_at     INTEGER NOT NULL,
    dated_at        INTEGER,                            -- the sender's own Date, a claim; of a comment the order's time
    via             TEXT    NOT NULL CHECK (via IN ('mail', 'form', 'letter', 'phone', 'list', 'import', 'unstated')),
    recorded_at     INTEGER NOT NULL,
    entry           INTEGER NOT NULL
) STRICT;
INSERT INTO request_anew (id, kind, contact_id, company_id, purchase_id, what, received_at, dated_at, via, recorded_at, entry)
    SELECT id, kind, contact_id, company_id, purchase_id, what, received_at, dated_at, via, recorded_at, entry FROM request;
DROP TABLE request;
ALTER TABLE request_anew RENAME TO request;
CREATE INDEX request_contact ON request (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX request_company ON request (company_id) WHERE company_id IS NOT NULL;
CREATE INDEX request_of_nobody ON request (kind) WHERE contact_id IS NULL AND company_id IS NULL;
CREATE UNIQUE INDEX request_comment ON request (purchase_id) WHERE purchase_id IS NOT NULL;
CREATE TRIGGER request_no_update BEFORE UPDATE ON request
WHEN NEW.purchase_id IS NOT NULL                        -- an erased order takes its number along, and nothing else may go
  OR (NEW.id, NEW.kind, NEW.contact_id, NEW.company_id, NEW.what, NEW.received_at, NEW.dated_at, NEW.via, NEW.recorded_at, NEW.entry)
     IS NOT (OLD.id, OLD.kind, OLD.contact_id, OLD.company_id, OLD.what, OLD.received_at, OLD.dated_at, OLD.via, OLD.recorded_at, OLD.entry)
  OR OLD.purchase_id IS NULL
BEGIN SELECT RAISE(ABORT, 'request is append-only'); END;
CREATE TRIGGER request_no_delete BEFORE DELETE ON request
BEGIN SELECT RAISE(ABORT, 'request is append-only'); END;

CREATE TABLE request_closing_anew (
    request_id      INTEGER PRIMARY KEY REFERENCES request (id),
    because         TEXT    NOT NULL CHECK (because IN ('mistake', 'withdrawn', 'nothing-found', 'seen-to', 'answered', 'unconfirmed')),
    was             TEXT    CHECK (was IN ('takedown', 'optout', 'access', 'correct', 'erase', 'object', 'restrict', 'question', 'none')),
                                                        -- what a comment turned out to be, as somebody said who read it
    at              INTEGER NOT NULL,
    entry           INTEGER NOT NULL
) STRICT;
INSERT INTO request_closing_anew (request_id, because, at, entry)
    SELECT request_id, because, at, entry FROM request_closing;
DROP TABLE request_closing;
ALTER TABLE request_closing_anew RENAME TO request_closing;
CREATE TRIGGER request_closing_no_update BEFORE UPDATE ON request_closing
BEGIN SELECT RAISE(ABORT, 'request_closing is append-only'); END;
CREATE TRIGGER request_closing_no_delete BEFORE DELETE ON request_closing
BEGIN SELECT RAISE(ABORT, 'request_closing is append-only'); END;

CREATE TABLE request_clock_anew (                       -- of every case but a takedown's, whose tasks have theirs
    request_id      INTEGER PRIMARY KEY REFERENCES request (id),
    rule            TEXT    NOT NULL CHECK (rule IN ('gdpr', 'ccpa', 'settings', 'read', 'older')),
                                                        -- 'read': 24 hours, 'older': past these when it was imported
    due_at          INTEGER NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN ('open', 'answered', 'closed')),
    answered_at     INTEGER,
    told            INTEGER NOT NULL DEFAULT -1,        -- the last step that `due --new` printed
    entry           INTEGER NOT NULL
) STRICT;
INSERT INTO request_clock_anew (request_id, rule, due_at, state, answered_at, told, entry)
    SELECT request_id, rule, due_at, state, answered_at, told, entry FROM request_clock;
-- A comment had no clock: it runs from the order's own time, or from the import where that is not known.
INSERT INTO request_clock_anew (request_id, rule, due_at, state, answered_at, entry)
    SELECT request.id,
           CASE WHEN min(coalesce(dated_at, received_at), received_at) + 86400 < recorded_at THEN 'older' ELSE 'read' END,
           min(coalesce(dated_at, received_at), received_at) + 86400,
           CASE because WHEN 'seen-to' THEN 'answered' ELSE iif(because IS NULL, 'open', 'closed') END,
           iif(because = 'seen-to', at, NULL),
           request.entry
      FROM request LEFT JOIN request_closing ON request_closing.request_id = request.id
     WHERE kind = 'comment';
DROP TABLE request_clock;
ALTER TABLE request_clock_anew RENAME TO request_clock;
CREATE INDEX request_clock_open ON request_clock (due_at) WHERE state = 'open' AND rule <> 'older';
CREATE INDEX request_clock_older ON request_clock (request_id) WHERE state = 'open' AND rule = 'older';
CREATE TRIGGER request_clock_never_later BEFORE UPDATE OF due_at ON request_clock
WHEN NEW.due_at > OLD.due_at
BEGIN SELECT RAISE(ABORT, 'nothing moves a deadline later'); END;
CREATE TRIGGER request_clock_no_delete BEFORE DELETE ON request_clock
BEGIN SELECT RAISE(ABORT, 'a deadline is never deleted'); END;

-- Time: a mark that was made under a clock ahead silences nothing.
-- The marks of before say no time, and so do not count: what waits is told once more.

ALTER TABLE takedown DROP COLUMN told;
ALTER TABLE takedown ADD COLUMN told_at INTEGER;                                -- when `due --new` last printed it
ALTER TABLE takedown ADD COLUMN told_left INTEGER;                              -- seconds that were left then
ALTER TABLE takedown ADD COLUMN ahead_at INTEGER;                               -- the earliest clock that the receipt was seen to lie ahead of
ALTER TABLE takedown ADD COLUMN claimed_behind INTEGER NOT NULL DEFAULT 0;      -- seconds that the clock was behind the record at the claim
ALTER TABLE takedown ADD COLUMN verified_behind INTEGER NOT NULL DEFAULT 0;     -- the same at the evidence: then it is not in time

ALTER TABLE follow_up DROP COLUMN told;
ALTER TABLE follow_up ADD COLUMN told_at INTEGER;
ALTER TABLE follow_up ADD COLUMN told_left INTEGER;
ALTER TABLE follow_up ADD COLUMN ahead_at INTEGER;

ALTER TABLE due_run ADD COLUMN steady_from INTEGER;                             -- since when no run was long after the one before


CREATE TABLE clock_set (                                                        -- a person said that the clock is right
    id              INTEGER PRIMARY KEY,
    at              INTEGER NOT NULL,
    back            INTEGER NOT NULL,                                           -- seconds by which the entry goes back behind the last one
    entry           INTEGER NOT NULL
) STRICT;
CREATE TRIGGER clock_set_no_update BEFORE UPDATE ON clock_set
BEGIN SELECT RAISE(ABORT, 'clock_set is append-only'); END;
CREATE TRIGGER clock_set_no_delete BEFORE DELETE ON clock_set
BEGIN SELECT RAISE(ABORT, 'clock_set is append-only'); END;

CREATE TABLE consent_outranked (                                                -- a decision that one recorded later outranks, though its own time is later
    event_id        INTEGER PRIMARY KEY REFERENCES consent_event (id),
    entry           INTEGER NOT NULL
) STRICT;
CREATE TRIGGER consent_outranked_no_update BEFORE UPDATE ON consent_outranked
BEGIN SELECT RAISE(ABORT, 'consent_outranked is append-only'); END;
CREATE TRIGGER consent_outranked_no_delete BEFORE DELETE ON consent_outranked
BEGIN SELECT RAISE(ABORT, 'consent_outranked is append-only'); END;

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
  OR NOT EXISTS (SELECT 1 FROM consent_event WHERE purpose = NEW.purpose AND decision IN ('given', 'lifted') AND at >= OLD.at)
     AND NOT (NEW.purpose = 'restriction' AND EXISTS (SELECT 1 FROM request WHERE kind = 'restriction' AND contact_id IS NULL))
     AND NOT EXISTS (SELECT 1 FROM permission WHERE at >= OLD.at AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
     AND NOT EXISTS (SELECT 1 FROM consent_event WHERE purpose = NEW.purpose AND decision = 'given'   -- OLD.at lay ahead of the clock
                      AND recorded_at < OLD.at AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
     AND NOT EXISTS (SELECT 1 FROM publication WHERE added_at < OLD.at AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
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

-- Requests: people who were not on record.
ALTER TABLE request_text ADD COLUMN sender_name TEXT;   -- beside the address of the mail's From line: a claim
CREATE INDEX request_message_sender ON request_message (sender) WHERE sender IS NOT NULL;

PRAGMA legacy_alter_table=ON;                           -- a trigger above names `permission`, which is away for a moment
CREATE TABLE permission_anew (
    id              INTEGER PRIMARY KEY,
    publication_id  INTEGER NOT NULL REFERENCES publication (id),
    ground          TEXT    NOT NULL CHECK (ground IN ('words', 'mail', 'policy', 'none')),    -- none: put on record to be removed
    at              INTEGER NOT NULL,
    is_dated        INTEGER CHECK (is_dated IN (0, 1)),  -- whether somebody said when it was given; NULL: not known
    mark            BLOB    CHECK (length(mark) = 16),   -- of the words, as a keyed hash; NULL: none, or from before
    entry           INTEGER NOT NULL
) STRICT;
INSERT INTO permission_anew (id, publication_id, ground, at, entry) SELECT id, publication_id, ground, at, entry FROM permission;
DROP TABLE permission;
ALTER TABLE permission_anew RENAME TO permission;
PRAGMA legacy_alter_table=OFF;
CREATE INDEX permission_publication ON permission (publication_id);
CREATE TRIGGER permission_no_update BEFORE UPDATE ON permission
BEGIN SELECT RAISE(ABORT, 'permission is append-only'); END;
CREATE TRIGGER permission_no_delete BEFORE DELETE ON permission
BEGIN SELECT RAISE(ABORT, 'permission is append-only'); END;

-- Acts: what an entry may not name stands under a mark. NULL: from before.
ALTER TABLE notice ADD COLUMN mark BLOB CHECK (length(mark) = 16);              -- of the people that it was written to
ALTER TABLE disclosure ADD COLUMN mark BLOB CHECK (length(mark) = 16);          -- of the recipient, the fields and the people

-- Verdicts: what a scan saw, what was handed over.

CREATE TABLE scan_finding (                             -- what a scan saw that must not be, without a word of it
    id              INTEGER PRIMARY KEY,
    wrong           TEXT    NOT NULL CHECK (wrong IN ('still-shown', 'orphan', 'full-name')),
    kind            TEXT    CHECK (kind IN ('testimonial', 'name', 'logo')),
    publication_id  INTEGER REFERENCES publication (id),             -- whose words it was seen beside; none of an orphan
    is_sure         INTEGER NOT NULL CHECK (is_sure IN (0, 1)),
    place           BLOB    NOT NULL CHECK (length(place) = 16),     -- the path or the address, as a keyed hash
    scanned         BLOB    NOT NULL CHECK (length(scanned) = 16),   -- the folder, file or site that was scanned
    at              INTEGER NOT NULL,
    entry           INTEGER NOT NULL,
    ended_at        INTEGER,                            -- since when a scan or a look does not see it any more
    ended_entry     INTEGER,
    CHECK ((ended_at IS NULL) = (ended_entry IS NULL))
) STRICT;
CREATE INDEX scan_finding_standing ON scan_finding (publication_id) WHERE ended_at IS NULL;
CREATE TRIGGER scan_finding_no_delete BEFORE DELETE ON scan_finding
BEGIN SELECT RAISE(ABORT, 'what a scan saw ends, and is never deleted'); END;
CREATE TRIGGER scan_finding_ends_once BEFORE UPDATE ON scan_finding
WHEN OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
  OR NEW.ended_entry IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)
  OR (NEW.id, NEW.wrong, NEW.kind, NEW.publication_id, NEW.is_sure, NEW.place, NEW.scanned, NEW.at, NEW.entry)
     IS NOT (OLD.id, OLD.wrong, OLD.kind, OLD.publication_id, OLD.is_sure, OLD.place, OLD.scanned, OLD.at, OLD.entry)
BEGIN SELECT RAISE(ABORT, 'what a scan saw ends once, in the entry that says so, and nothing else of it changes'); END;

-- Accuracy: on whose word a field stands; what was taken back.
CREATE TABLE correction_anew (                          -- which field, never what it was
    id              INTEGER PRIMARY KEY,
    contact_id      INTEGER NOT NULL REFERENCES contact (id),
    field           TEXT    NOT NULL CHECK (field IN ('name', 'company', 'email', 'product', 'quantity', 'amount', 'ordered_at')),
    word            TEXT    NOT NULL CHECK (word IN ('person', 'vendor')),          -- on whose word
    request_id      INTEGER REFERENCES request (id),
    purchase_id     INTEGER REFERENCES purchase (id) ON DELETE SET NULL,            -- of which order line, while it is on record
    product_mark    BLOB    CHECK (length(product_mark) = 16),                      -- what a product was, as a keyed hash
    at              INTEGER NOT NULL,
    entry           INTEGER NOT NULL,
    CHECK (product_mark IS NULL OR field = 'product')
) STRICT;
INSERT INTO correction_anew (id, contact_id, field, word, request_id, at, entry)
SELECT id, contact_id, field, word, request_id, at, entry FROM correction;
DROP TABLE correction;
ALTER TABLE correction_anew RENAME TO correction;
CREATE INDEX correction_contact ON correction (contact_id);
CREATE INDEX correction_purchase ON correction (purchase_id) WHERE purchase_id IS NOT NULL;
CREATE TRIGGER correction_no_update BEFORE UPDATE ON correction
WHEN NEW.purchase_id IS NOT NULL                        -- an erased order takes its number along, and nothing else may go
  OR OLD.purchase_id IS NULL
  OR (NEW.id, NEW.contact_id, NEW.field, NEW.word, NEW.request_id, NEW.product_mark, NEW.at, NEW.entry)
     IS NOT (OLD.id, OLD.contact_id, OLD.field, OLD.word, OLD.request_id, OLD.product_mark, OLD.at, OLD.entry)
BEGIN SELECT RAISE(ABORT, 'correction is append-only'); END;
CREATE TRIGGER correction_no_delete BEFORE DELETE ON correction
BEGIN SELECT RAISE(ABORT, 'correction is append-only'); END;

CREATE TABLE correction_note (                          -- why the vendor knows better: an erasure deletes it
    correction_id   INTEGER PRIMARY KEY REFERENCES correction (id),
    text            TEXT    NOT NULL
) STRICT;

CREATE TABLE undoing (                                  -- an entry that was typed by mistake: what it wrote counts no more
    undone          INTEGER PRIMARY KEY REFERENCES audit (seq),
    contact_id      INTEGER REFERENCES contact (id),    -- whom it had put on record: a number alone is left
    entry           INTEGER NOT NULL
) STRICT;
CREATE INDEX undoing_contact ON undoing (contact_id) WHERE contact_id IS NOT NULL;
CREATE TRIGGER undoing_no_update BEFORE UPDATE ON undoing
BEGIN SELECT RAISE(ABORT, 'undoing is append-only'); END;
CREATE TRIGGER undoing_no_delete BEFORE DELETE ON undoing
BEGIN SELECT RAISE(ABORT, 'undoing is append-only'); END;

CREATE TABLE undoing_note (                             -- why: an erasure deletes it
    undone          INTEGER PRIMARY KEY REFERENCES undoing (undone),
    contact_id      INTEGER REFERENCES contact (id),    -- whom the entry was about, where that was one person
    text            TEXT    NOT NULL
) STRICT;

ALTER TABLE consent_event ADD COLUMN again INTEGER NOT NULL DEFAULT 0;          -- how many equal ones before it were typed by mistake
DROP INDEX consent_once;
CREATE UNIQUE INDEX consent_once ON consent_event (contact_id, purpose, at, decision, again) WHERE contact_id IS NOT NULL;

-- An undoing is an event too: the triggers above, anew.
DROP TRIGGER takedown_state_by_event;
CREATE TRIGGER takedown_state_by_event BEFORE UPDATE OF state, removed_at, claimed_at, verified_at, came_back_at ON takedown
WHEN NOT EXISTS (SELECT 1 FROM look WHERE takedown_id = NEW.id AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
 AND NOT EXISTS (SELECT 1 FROM takedown_event WHERE takedown_id = NEW.id AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
 AND NOT EXISTS (SELECT 1 FROM request_closing WHERE request_id = NEW.request_id AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
 AND NOT EXISTS (SELECT 1 FROM undoing JOIN takedown_event ON takedown_event.entry = undone
                  WHERE takedown_id = NEW.id AND undoing.entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
BEGIN SELECT RAISE(ABORT, 'a removal changes its state with an event of the same entry'); END;
DROP TRIGGER suppression_lifted_by_word;
CREATE TRIGGER suppression_lifted_by_word BEFORE UPDATE OF lifted_at, lifted_entry ON suppression
WHEN NOT EXISTS (SELECT 1 FROM undoing WHERE undone IN (OLD.entry, OLD.lifted_entry) AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
 AND (OLD.lifted_at IS NOT NULL OR NEW.lifted_at IS NULL
  OR NEW.lifted_entry IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)
  OR NOT EXISTS (SELECT 1 FROM consent_event WHERE purpose = NEW.purpose AND decision IN ('given', 'lifted') AND at >= OLD.at)
     AND NOT (NEW.purpose = 'restriction' AND EXISTS (SELECT 1 FROM request WHERE kind = 'restriction' AND contact_id IS NULL))
     AND NOT EXISTS (SELECT 1 FROM permission WHERE at >= OLD.at AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
     AND NOT EXISTS (SELECT 1 FROM consent_event WHERE purpose = NEW.purpose AND decision = 'given'   -- OLD.at lay ahead of the clock
                      AND recorded_at < OLD.at AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
     AND NOT EXISTS (SELECT 1 FROM publication WHERE added_at < OLD.at AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit)))
BEGIN SELECT RAISE(ABORT, 'a suppression is lifted by a newer word, once'); END;
DROP TRIGGER suppression_never_earlier;
CREATE TRIGGER suppression_never_earlier BEFORE UPDATE OF at ON suppression
WHEN NEW.at < OLD.at
 AND NOT EXISTS (SELECT 1 FROM undoing WHERE entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
BEGIN SELECT RAISE(ABORT, 'a later no never becomes an earlier one'); END;
DROP TRIGGER address_gone_by_event;
CREATE TRIGGER address_gone_by_event BEFORE DELETE ON address
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE contact_id = OLD.contact_id AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
 AND NOT EXISTS (SELECT 1 FROM former_address WHERE contact_id = OLD.contact_id AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
 AND NOT EXISTS (SELECT 1 FROM undoing WHERE contact_id = OLD.contact_id AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
BEGIN SELECT RAISE(ABORT, 'an address goes with an erasure or a correction of the same entry'); END;

-- Erasure: what else was written for a person, and where.

CREATE TABLE former_name (                              -- the forms of a name that was replaced, as keyed hashes
    contact_id      INTEGER NOT NULL REFERENCES contact (id),
    fingerprint     BLOB    NOT NULL CHECK (length(fingerprint) = 16),
    secret_id       INTEGER NOT NULL REFERENCES secret (id),
    normalisation   INTEGER NOT NULL,
    at              INTEGER NOT NULL,
    entry           INTEGER NOT NULL,
    PRIMARY KEY (contact_id, fingerprint)
) STRICT, WITHOUT ROWID;

CREATE TABLE made (                                     -- a file about people that a command wrote
    id              INTEGER PRIMARY KEY,
    kind            TEXT    NOT NULL CHECK (kind IN ('access', 'audience', 'gate', 'export', 'notice', 'manifest', 'data')),
    contact_id      INTEGER REFERENCES contact (id),    -- whose answer it is; a list is nobody's alone
    at              INTEGER NOT NULL
) STRICT;

CREATE INDEX made_contact ON made (contact_id) WHERE contact_id IS NOT NULL;

CREATE TABLE made_path (                                -- where it lies: an erasure empties this at its end
    made_id         INTEGER PRIMARY KEY REFERENCES made (id),
    path            TEXT    NOT NULL
) STRICT;

-- Time, of the tables that the parts above may make anew: this part stays the last.

ALTER TABLE request_clock DROP COLUMN told;
ALTER TABLE request_clock ADD COLUMN told_at INTEGER;
ALTER TABLE request_clock ADD COLUMN told_left INTEGER;
ALTER TABLE request_clock ADD COLUMN ahead_at INTEGER;
ALTER TABLE request_clock ADD COLUMN answered_behind INTEGER NOT NULL DEFAULT 0;

ALTER TABLE consent_event ADD COLUMN is_dated INTEGER CHECK (is_dated IN (0, 1));
