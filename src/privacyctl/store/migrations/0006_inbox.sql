-- The inbox: the mailboxes that are read and how far, the letters that came, and what a person said of each.

CREATE TABLE source (                                   -- a mailbox of the settings, and how reading it went
    id              INTEGER PRIMARY KEY,
    name            TEXT    NOT NULL UNIQUE,            -- the vendor's own word
    begun_at        INTEGER NOT NULL,                   -- its first run: without `since` nothing older than that day is read
    is_named        INTEGER NOT NULL DEFAULT 1 CHECK (is_named IN (0, 1)),           -- whether the settings name it still
    read_at         INTEGER,                            -- when all of it was last read
    last_mail_at    INTEGER,                            -- when its newest mail was received
    failed_at       INTEGER,                            -- since when it cannot be read; NULL: it can
    is_network      INTEGER CHECK (is_network IN (0, 1)),            -- whether that may pass by itself
    fault           TEXT,                               -- one sentence, without a secret
    told_at         INTEGER,
    CHECK ((failed_at IS NULL) = (fault IS NULL) AND (failed_at IS NULL) = (is_network IS NULL))
) STRICT;

CREATE TABLE source_folder (                            -- how far a folder was read: moves with the mails that it brought
    source_id       INTEGER NOT NULL REFERENCES source (id),
    folder          TEXT    NOT NULL,
    numbering       INTEGER NOT NULL,                   -- UIDVALIDITY; of an mbox its time
    last            INTEGER NOT NULL,                   -- UID; of an mbox its size
    entry           INTEGER NOT NULL,
    PRIMARY KEY (source_id, folder)
) STRICT, WITHOUT ROWID;

CREATE TABLE seen_place (                               -- a file's name or a UIDL that was read, as a keyed hash
    mark            BLOB    PRIMARY KEY CHECK (length(mark) = 16),
    entry           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE letter (                                   -- a mail or a form that a human wrote: read by a person, or waiting for one
    id              INTEGER PRIMARY KEY,
    received_at     INTEGER NOT NULL,                   -- the earliest receipt known
    recorded_at     INTEGER NOT NULL,
    source_id       INTEGER REFERENCES source (id),
    identity        BLOB    CHECK (length(identity) = 16),           -- Message-ID and sender, as a keyed hash
    told_at         INTEGER,
    told_left       INTEGER,
    entry           INTEGER NOT NULL
) STRICT;
CREATE INDEX letter_identity ON letter (identity) WHERE identity IS NOT NULL;
CREATE TRIGGER letter_no_delete BEFORE DELETE ON letter
BEGIN SELECT RAISE(ABORT, 'a letter is decided, and never forgotten'); END;

CREATE TABLE letter_text (                              -- what a case would keep of it: goes where it asked for nothing, and with an erasure
    letter_id       INTEGER PRIMARY KEY REFERENCES letter (id),
    sender          TEXT,                               -- who asks, as a match key; NULL where a person must say
    given           TEXT,
    name            TEXT,                               -- beside the address: a claim
    carrier         TEXT    NOT NULL,                   -- by whom it came
    others          TEXT,                               -- who else it may be from, a line each
    wrote           TEXT,                               -- the addresses of the From line, likewise
    subject         TEXT,
    body            TEXT,
    own_length      INTEGER,                            -- how much of the body is surely theirs; NULL: all of it
    above           TEXT,                               -- what one of ours wrote over it
    remarks         TEXT,                               -- why words may be missing, a line each
    message_id      TEXT,
    sha256          BLOB    NOT NULL,
    dated_at        INTEGER,
    redacted        INTEGER NOT NULL
) STRICT;
CREATE INDEX letter_text_sender ON letter_text (sender) WHERE sender IS NOT NULL;

CREATE TABLE seen_letter (                              -- a mail by which it is known again, whichever way it comes
    mark            BLOB    PRIMARY KEY CHECK (length(mark) = 16),   -- a keyed hash of its bytes
    kind            TEXT    NOT NULL CHECK (kind IN ('ours', 'report', 'token', 'bounce', 'form', 'automatic', 'list', 'human')),
    letter_id       INTEGER REFERENCES letter (id),     -- none of what no human wrote, and of what is a case already
    at              INTEGER NOT NULL,
    entry           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_letter_letter ON seen_letter (letter_id) WHERE letter_id IS NOT NULL;

CREATE TABLE letter_decision (                          -- what a person said that a letter asks; the first ends its waiting
    id              INTEGER PRIMARY KEY,
    letter_id       INTEGER NOT NULL REFERENCES letter (id),
    said            TEXT    NOT NULL CHECK (said IN ('takedown', 'optout', 'access', 'correct', 'erase', 'object', 'restrict', 'question', 'order', 'reply', 'none', 'erased')),
    contact_id      INTEGER REFERENCES contact (id),    -- on whom it was acted, where they are on record
    request_id      INTEGER REFERENCES request (id),    -- the case, where there is one
    at              INTEGER NOT NULL,
    guess           TEXT,                               -- the kinds that the words looked like, and by which rules: no word of them
    entry           INTEGER NOT NULL
) STRICT;
CREATE INDEX letter_decision_letter ON letter_decision (letter_id);
CREATE INDEX letter_decision_request ON letter_decision (request_id) WHERE request_id IS NOT NULL;
CREATE TRIGGER letter_decision_no_update BEFORE UPDATE ON letter_decision
BEGIN SELECT RAISE(ABORT, 'letter_decision is append-only'); END;
CREATE TRIGGER letter_decision_no_delete BEFORE DELETE ON letter_decision
BEGIN SELECT RAISE(ABORT, 'letter_decision is append-only'); END;

CREATE INDEX consent_evidence_mail ON consent_evidence (sha256) WHERE sha256 IS NOT NULL;
