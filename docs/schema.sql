-- The schema of a data file, as SQLite holds it after every migration of this version.
-- Written by `pytest tests/test_schema.py --update-golden`; change the migrations, not this file.

PRAGMA user_version = 7;

CREATE TABLE secret (
    id              INTEGER PRIMARY KEY,                -- stored with every fingerprint made under it
    value           BLOB    NOT NULL CHECK (length(value) = 32),
    made_at         INTEGER NOT NULL
) STRICT;

CREATE TABLE audit (
    seq             INTEGER PRIMARY KEY,
    body            TEXT    NOT NULL,                   -- the canonical bytes that were hashed
    hash            BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE company (
    id              INTEGER PRIMARY KEY,
    name            TEXT    NOT NULL,
    match_key       TEXT    NOT NULL UNIQUE,            -- one spelling for all capitalisations
    entry           INTEGER NOT NULL
) STRICT;

CREATE TABLE contact (
    id              INTEGER PRIMARY KEY,
    name            TEXT,
    name_at         INTEGER,                            -- when we were told; a newer order may replace it
    name_is_typed   INTEGER NOT NULL DEFAULT 0 CHECK (name_is_typed IN (0, 1)),      -- no import may
    company_id      INTEGER REFERENCES company (id),
    company_at      INTEGER,
    company_is_typed INTEGER NOT NULL DEFAULT 0 CHECK (company_is_typed IN (0, 1)),
    source          TEXT    NOT NULL,
    received_at     INTEGER NOT NULL,
    erased_at       INTEGER,                            -- since then it is a number and nothing else
    entry           INTEGER NOT NULL
) STRICT;

CREATE INDEX contact_company ON contact (company_id) WHERE company_id IS NOT NULL;

CREATE TABLE address (
    match_key       TEXT    PRIMARY KEY,                -- an address belongs to one contact
    contact_id      INTEGER NOT NULL REFERENCES contact (id),
    given           TEXT,                               -- the spelling given, where it differs from the key
    is_main         INTEGER NOT NULL CHECK (is_main IN (0, 1)),
    entry           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX address_contact ON address (contact_id, is_main);

CREATE TABLE former_address (                           -- what a correction replaced, as a keyed hash
    fingerprint     BLOB    PRIMARY KEY CHECK (length(fingerprint) = 16),
    contact_id      INTEGER NOT NULL REFERENCES contact (id),
    secret_id       INTEGER NOT NULL REFERENCES secret (id),
    normalisation   INTEGER NOT NULL,
    at              INTEGER NOT NULL,
    entry           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX former_address_contact ON former_address (contact_id);

CREATE TABLE delivery (                                 -- one file of orders, and whom it came from
    id              INTEGER PRIMARY KEY,
    recipient       TEXT    NOT NULL,
    fields          TEXT    NOT NULL,                   -- what it told of people: names, parted by commas
    at              INTEGER NOT NULL,
    entry           INTEGER NOT NULL
) STRICT;

CREATE TABLE purchase (
    id              INTEGER PRIMARY KEY,
    contact_id      INTEGER NOT NULL REFERENCES contact (id),
    order_ref       TEXT    NOT NULL,
    item            TEXT    NOT NULL,
    product         TEXT    NOT NULL,
    quantity        INTEGER NOT NULL CHECK (quantity > 0),
    amount          INTEGER,                            -- minor units: a float loses cents
    currency        TEXT    CHECK (length(currency) = 3),
    ordered_at      INTEGER,
    delivery_id     INTEGER REFERENCES delivery (id),   -- the file that brought it
    entry           INTEGER NOT NULL,
    CHECK ((amount IS NULL) = (currency IS NULL)),
    UNIQUE (order_ref, item)                            -- resellers deliver an order more than once
) STRICT;

CREATE INDEX purchase_contact ON purchase (contact_id);

CREATE TABLE barred_order (                             -- an erased order, which no import brings back
    fingerprint     BLOB    PRIMARY KEY CHECK (length(fingerprint) = 16),
    secret_id       INTEGER NOT NULL REFERENCES secret (id),
    entry           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE notice (                                   -- what people were told of a purpose
    id              INTEGER PRIMARY KEY,
    purpose         TEXT    NOT NULL,
    definition      BLOB    NOT NULL CHECK (length(definition) = 32),   -- SHA-256 of what was announced
    what_for        TEXT    NOT NULL,
    basis           TEXT    NOT NULL CHECK (basis IN ('contract', 'consent', 'legitimate-interests', 'legal-obligation')),
    choice          TEXT    NOT NULL CHECK (choice IN ('opt-in', 'opt-out')),
    text            TEXT    NOT NULL,                   -- the very words that people were shown
    sha256          BLOB    NOT NULL CHECK (length(sha256) = 32),
    announced_at    INTEGER NOT NULL,
    opens_at        INTEGER NOT NULL,                   -- the end of the window in which one can opt out first
    people          INTEGER NOT NULL,
    entry           INTEGER NOT NULL
, mark BLOB CHECK (length(mark) = 16)) STRICT;

CREATE INDEX notice_purpose ON notice (purpose, announced_at);

CREATE TABLE notice_audience (                          -- whom it was written to
    contact_id      INTEGER NOT NULL REFERENCES contact (id),
    notice_id       INTEGER NOT NULL REFERENCES notice (id),
    PRIMARY KEY (contact_id, notice_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE consent_evidence (
    event_id        INTEGER PRIMARY KEY REFERENCES consent_event (id),
    text            TEXT,
    message_id      TEXT,
    sha256          BLOB
) STRICT;

CREATE TABLE suppression (
    id              INTEGER PRIMARY KEY,
    fingerprint     BLOB    NOT NULL CHECK (length(fingerprint) = 16),
    purpose         TEXT    NOT NULL,
    secret_id       INTEGER NOT NULL REFERENCES secret (id),
    normalisation   INTEGER NOT NULL,                   -- which rule made the text that was hashed
    at              INTEGER NOT NULL,
    recorded_at     INTEGER NOT NULL,
    entry           INTEGER NOT NULL,
    lifted_at       INTEGER,                            -- by the person's own, newer word
    lifted_entry    INTEGER
) STRICT;

CREATE UNIQUE INDEX suppression_in_force ON suppression (fingerprint, purpose) WHERE lifted_at IS NULL;

CREATE INDEX suppression_entry ON suppression (entry);

CREATE TABLE publication (
    id              INTEGER PRIMARY KEY,
    kind            TEXT    NOT NULL CHECK (kind IN ('testimonial', 'name', 'logo')),
    contact_id      INTEGER REFERENCES contact (id),
    company_id      INTEGER REFERENCES company (id),
    added_at        INTEGER NOT NULL,
    barred_at       INTEGER,
    entry           INTEGER NOT NULL,
    CHECK (kind = 'testimonial' AND contact_id IS NOT NULL OR kind <> 'testimonial' AND company_id IS NOT NULL)
) STRICT;

CREATE INDEX publication_contact ON publication (contact_id) WHERE contact_id IS NOT NULL;

CREATE INDEX publication_company ON publication (company_id) WHERE company_id IS NOT NULL;

CREATE TABLE publication_text (
    publication_id  INTEGER PRIMARY KEY REFERENCES publication (id),
    quote           TEXT,
    quote_mark      BLOB    CHECK (length(quote_mark) = 16),         -- all that an erasure leaves of it
    attribution     TEXT,
    logo            TEXT,                               -- the file's name
    logo_sha256     BLOB,
    logo_likeness   BLOB                                -- what is left of it when it is resized
) STRICT;

CREATE TABLE place (
    publication_id  INTEGER NOT NULL REFERENCES publication (id),
    location        TEXT    NOT NULL,                   -- a URL, or a path of the site
    entry           INTEGER NOT NULL,
    PRIMARY KEY (publication_id, location)
) STRICT, WITHOUT ROWID;

CREATE TABLE permission_text (
    permission_id   INTEGER PRIMARY KEY REFERENCES permission (id),
    text            TEXT,
    message_id      TEXT,
    sha256          BLOB
) STRICT;

CREATE TABLE request_text (
    request_id      INTEGER PRIMARY KEY REFERENCES request (id),
    who             TEXT,                               -- as it was given, where nothing on record matched
    body            TEXT,
    note            TEXT,
    closing_note    TEXT
, sender_name TEXT) STRICT;

CREATE TABLE request_message (                          -- one mail each; a repeat adds its own
    request_id      INTEGER NOT NULL REFERENCES request (id),
    message_id      TEXT,
    sha256          BLOB    NOT NULL,
    sender          TEXT,                               -- its match key
    entry           INTEGER NOT NULL,
    PRIMARY KEY (sha256, request_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX request_message_request ON request_message (request_id);

CREATE INDEX request_message_id ON request_message (message_id) WHERE message_id IS NOT NULL;

CREATE TABLE request_receipt (                          -- an earlier receipt, found later
    id              INTEGER PRIMARY KEY,
    request_id      INTEGER NOT NULL REFERENCES request (id),
    received_at     INTEGER NOT NULL,
    recorded_at     INTEGER NOT NULL,
    entry           INTEGER NOT NULL
) STRICT;

CREATE INDEX request_receipt_request ON request_receipt (request_id);

CREATE TABLE confirmation (                             -- how we know who asks: never a document
    id              INTEGER PRIMARY KEY,                -- a change of the address voids one: then the next counts
    request_id      INTEGER NOT NULL REFERENCES request (id),
    how             TEXT    NOT NULL CHECK (how IN ('code', 'account', 'voice')),
    at              INTEGER NOT NULL,
    entry           INTEGER NOT NULL
) STRICT;

CREATE INDEX confirmation_request ON confirmation (request_id);

CREATE TABLE code (                                     -- sent to the address on file, good for one answer
    id              INTEGER PRIMARY KEY,
    request_id      INTEGER NOT NULL REFERENCES request (id),
    hash            BLOB    NOT NULL CHECK (length(hash) = 16),
    made_at         INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL,
    tries           INTEGER NOT NULL DEFAULT 0,         -- wrong answers so far
    ended_at        INTEGER,                            -- used, replaced or tried too often
    entry           INTEGER NOT NULL
) STRICT;

CREATE INDEX code_request ON code (request_id);

CREATE TABLE erasure (
    id              INTEGER PRIMARY KEY,
    contact_id      INTEGER NOT NULL REFERENCES contact (id),
    request_id      INTEGER REFERENCES request (id),
    because         TEXT    NOT NULL CHECK (because IN ('request', 'retention')),
    at              INTEGER NOT NULL,
    orders_until    INTEGER,                            -- what a law wants kept stays until then, without a name
    orders_because  TEXT,
    proved_at       INTEGER,                            -- when the bytes were searched and nothing was found
    entry           INTEGER NOT NULL,
    CHECK ((orders_until IS NULL) = (orders_because IS NULL))
) STRICT;

CREATE INDEX erasure_contact ON erasure (contact_id);

CREATE INDEX erasure_unproved ON erasure (id) WHERE proved_at IS NULL;

CREATE TABLE disclosure (                               -- one hand-off to one recipient
    id              INTEGER PRIMARY KEY,
    recipient       TEXT    NOT NULL,
    purpose         TEXT    NOT NULL,
    fields          TEXT    NOT NULL,                   -- names, parted by commas, in one order
    via             TEXT    NOT NULL CHECK (via IN ('typed', 'export', 'audience', 'gate', 'notice')),
    at              INTEGER NOT NULL,
    recorded_at     INTEGER NOT NULL,
    people          INTEGER NOT NULL,
    entry           INTEGER NOT NULL
, mark BLOB CHECK (length(mark) = 16)) STRICT;

CREATE INDEX disclosure_recipient ON disclosure (recipient, at);

CREATE TABLE disclosed (                                -- about whom
    contact_id      INTEGER NOT NULL REFERENCES contact (id),
    disclosure_id   INTEGER NOT NULL REFERENCES disclosure (id),
    PRIMARY KEY (contact_id, disclosure_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE disclosed_order (                          -- with which order lines, while these are on record
    purchase_id     INTEGER NOT NULL REFERENCES purchase (id),
    disclosure_id   INTEGER NOT NULL REFERENCES disclosure (id),
    PRIMARY KEY (purchase_id, disclosure_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE policy_version (                           -- what is promised, as of when
    id              INTEGER PRIMARY KEY,
    sha256          BLOB    NOT NULL CHECK (length(sha256) = 32),
    document        TEXT    NOT NULL,                   -- the promises, purposes, recipients and limits as JSON
    effective_at    INTEGER NOT NULL,
    recorded_at     INTEGER NOT NULL,
    entry           INTEGER NOT NULL
) STRICT;

CREATE TABLE takedown (
    id              INTEGER PRIMARY KEY,
    request_id      INTEGER NOT NULL REFERENCES request (id),
    publication_id  INTEGER REFERENCES publication (id),
    what            TEXT    NOT NULL CHECK (what IN ('all', 'testimonial', 'name', 'logo')),
    received_at     INTEGER NOT NULL,                   -- the earliest receipt known
    due_at          INTEGER NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN ('open', 'removed', 'verified', 'closed')),
    removed_at      INTEGER,                            -- when it was removed, as somebody says
    claimed_at      INTEGER,                            -- when they said so
    verified_at     INTEGER,
    came_back_at    INTEGER,                            -- seen on show again after it was verified: due at once
    entry           INTEGER NOT NULL, told_at INTEGER, told_left INTEGER, ahead_at INTEGER, claimed_behind INTEGER NOT NULL DEFAULT 0, verified_behind INTEGER NOT NULL DEFAULT 0,
    CHECK (due_at = coalesce(came_back_at, received_at + 86400))     -- the published 24 hours, elapsed
) STRICT;

CREATE INDEX takedown_pending ON takedown (due_at) WHERE state IN ('open', 'removed');

CREATE INDEX takedown_request ON takedown (request_id);

CREATE INDEX takedown_publication ON takedown (publication_id) WHERE publication_id IS NOT NULL;

CREATE TABLE takedown_event (
    id              INTEGER PRIMARY KEY,
    takedown_id     INTEGER NOT NULL REFERENCES takedown (id),
    act             TEXT    NOT NULL CHECK (act IN ('removed', 'attested')),
    at              INTEGER NOT NULL,
    recorded_at     INTEGER NOT NULL,
    entry           INTEGER NOT NULL
) STRICT;

CREATE INDEX takedown_event_takedown ON takedown_event (takedown_id);

CREATE TABLE takedown_note (
    event_id        INTEGER PRIMARY KEY REFERENCES takedown_event (id),
    text            TEXT    NOT NULL
) STRICT;

CREATE TABLE look_text (                                -- what may name somebody: an erasure empties it
    look_id         INTEGER PRIMARY KEY REFERENCES look (id),
    place           TEXT    NOT NULL,
    url             TEXT,
    final_url       TEXT,
    etag            TEXT,
    last_modified   TEXT
, file TEXT, sketch BLOB) STRICT;

CREATE TABLE follow_up (                                -- a copy out of reach: others are asked to remove it
    id              INTEGER PRIMARY KEY,
    request_id      INTEGER NOT NULL REFERENCES request (id),
    copy            TEXT    NOT NULL CHECK (copy IN ('web-archive', 'search-cache', 'cdn', 'social', 'document', 'recipient', 'other')),
    due_at          INTEGER,                            -- by when a recipient should be told
    asked_at        INTEGER,
    recorded_at     INTEGER NOT NULL,
    entry           INTEGER NOT NULL
, told_at INTEGER, told_left INTEGER, ahead_at INTEGER) STRICT;

CREATE INDEX follow_up_request ON follow_up (request_id);

CREATE INDEX follow_up_waiting ON follow_up (due_at) WHERE asked_at IS NULL AND due_at IS NOT NULL;

CREATE TABLE follow_up_text (
    follow_up_id    INTEGER PRIMARY KEY REFERENCES follow_up (id),
    place           TEXT    NOT NULL,                   -- what may still be seen there
    ask_at          TEXT,                               -- where one asks for its removal
    note            TEXT
) STRICT;

CREATE TABLE scan_memory (                              -- digests of what was read and showed nothing
    id              INTEGER PRIMARY KEY CHECK (id = 1),
    digests         BLOB    NOT NULL
) STRICT;

CREATE TABLE due_run (                                  -- when cron last ran `due`
    id              INTEGER PRIMARY KEY CHECK (id = 1),
    at              INTEGER NOT NULL
, steady_from INTEGER, told_at INTEGER) STRICT;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

CREATE TRIGGER request_receipt_no_update BEFORE UPDATE ON request_receipt
BEGIN SELECT RAISE(ABORT, 'request_receipt is append-only'); END;

CREATE TRIGGER request_receipt_no_delete BEFORE DELETE ON request_receipt
BEGIN SELECT RAISE(ABORT, 'request_receipt is append-only'); END;

CREATE TRIGGER takedown_event_no_update BEFORE UPDATE ON takedown_event
BEGIN SELECT RAISE(ABORT, 'takedown_event is append-only'); END;

CREATE TRIGGER takedown_event_no_delete BEFORE DELETE ON takedown_event
BEGIN SELECT RAISE(ABORT, 'takedown_event is append-only'); END;

CREATE TRIGGER takedown_clock_never_later BEFORE UPDATE OF received_at, due_at ON takedown
WHEN NEW.received_at > OLD.received_at OR NEW.due_at > OLD.due_at
BEGIN SELECT RAISE(ABORT, 'nothing moves a deadline later'); END;

CREATE TRIGGER takedown_no_delete BEFORE DELETE ON takedown
BEGIN SELECT RAISE(ABORT, 'a takedown is never deleted'); END;

CREATE TRIGGER suppression_no_delete BEFORE DELETE ON suppression
BEGIN SELECT RAISE(ABORT, 'a suppression is lifted, never deleted'); END;

CREATE TRIGGER confirmation_no_update BEFORE UPDATE ON confirmation
BEGIN SELECT RAISE(ABORT, 'confirmation is append-only'); END;

CREATE TRIGGER confirmation_no_delete BEFORE DELETE ON confirmation
BEGIN SELECT RAISE(ABORT, 'confirmation is append-only'); END;

CREATE TRIGGER disclosure_no_update BEFORE UPDATE ON disclosure
BEGIN SELECT RAISE(ABORT, 'disclosure is append-only'); END;

CREATE TRIGGER disclosure_no_delete BEFORE DELETE ON disclosure
BEGIN SELECT RAISE(ABORT, 'disclosure is append-only'); END;

CREATE TRIGGER notice_no_update BEFORE UPDATE ON notice
BEGIN SELECT RAISE(ABORT, 'notice is append-only'); END;

CREATE TRIGGER notice_no_delete BEFORE DELETE ON notice
BEGIN SELECT RAISE(ABORT, 'notice is append-only'); END;

CREATE TRIGGER policy_version_no_update BEFORE UPDATE ON policy_version
BEGIN SELECT RAISE(ABORT, 'policy_version is append-only'); END;

CREATE TRIGGER policy_version_no_delete BEFORE DELETE ON policy_version
BEGIN SELECT RAISE(ABORT, 'policy_version is append-only'); END;

CREATE TRIGGER erasure_no_delete BEFORE DELETE ON erasure
BEGIN SELECT RAISE(ABORT, 'an erasure is never forgotten'); END;

CREATE TABLE "consent_event" (
    id              INTEGER PRIMARY KEY,
    contact_id      INTEGER REFERENCES contact (id),
    company_id      INTEGER REFERENCES company (id),
    purpose         TEXT    NOT NULL,                   -- 'restriction': every purpose but 'order'
    decision        TEXT    NOT NULL CHECK (decision IN ('given', 'refused', 'withdrawn', 'objected', 'restricted', 'lifted')),
    at              INTEGER NOT NULL,                   -- when it was decided: the latest wins
    recorded_at     INTEGER NOT NULL,
    via             TEXT    NOT NULL CHECK (via IN ('mail', 'form', 'letter', 'phone', 'list', 'import', 'unstated')),
    notice_id       INTEGER REFERENCES notice (id),     -- the words that they had been shown
    entry           INTEGER NOT NULL, again INTEGER NOT NULL DEFAULT 0, is_dated INTEGER CHECK (is_dated IN (0, 1)),
    CHECK ((contact_id IS NULL) <> (company_id IS NULL)),
    CHECK ((purpose = 'restriction') = (decision IN ('restricted', 'lifted')))
) STRICT;

CREATE INDEX consent_company ON consent_event (company_id) WHERE company_id IS NOT NULL;

CREATE INDEX consent_entry ON consent_event (entry);

CREATE TRIGGER consent_event_no_update BEFORE UPDATE ON consent_event
BEGIN SELECT RAISE(ABORT, 'consent_event is append-only'); END;

CREATE TRIGGER consent_event_no_delete BEFORE DELETE ON consent_event
BEGIN SELECT RAISE(ABORT, 'consent_event is append-only'); END;

CREATE TABLE "request" (
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

CREATE TABLE "request_closing" (
    request_id      INTEGER PRIMARY KEY REFERENCES request (id),
    because         TEXT    NOT NULL CHECK (because IN ('mistake', 'withdrawn', 'nothing-found', 'seen-to', 'answered', 'unconfirmed')),
    was             TEXT    CHECK (was IN ('takedown', 'optout', 'access', 'correct', 'erase', 'object', 'restrict', 'question', 'none')),
                                                        -- what a comment turned out to be, as somebody said who read it
    at              INTEGER NOT NULL,
    entry           INTEGER NOT NULL
) STRICT;

CREATE TRIGGER request_closing_no_update BEFORE UPDATE ON request_closing
BEGIN SELECT RAISE(ABORT, 'request_closing is append-only'); END;

CREATE TRIGGER request_closing_no_delete BEFORE DELETE ON request_closing
BEGIN SELECT RAISE(ABORT, 'request_closing is append-only'); END;

CREATE TABLE "request_clock" (                       -- of every case but a takedown's, whose tasks have theirs
    request_id      INTEGER PRIMARY KEY REFERENCES request (id),
    rule            TEXT    NOT NULL CHECK (rule IN ('gdpr', 'ccpa', 'settings', 'read', 'older')),
                                                        -- 'read': 24 hours, 'older': past these when it was imported
    due_at          INTEGER NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN ('open', 'answered', 'closed')),
    answered_at     INTEGER,
    entry           INTEGER NOT NULL
, told_at INTEGER, told_left INTEGER, ahead_at INTEGER, answered_behind INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE INDEX request_clock_open ON request_clock (due_at) WHERE state = 'open' AND rule <> 'older';

CREATE INDEX request_clock_older ON request_clock (request_id) WHERE state = 'open' AND rule = 'older';

CREATE TRIGGER request_clock_never_later BEFORE UPDATE OF due_at ON request_clock
WHEN NEW.due_at > OLD.due_at
BEGIN SELECT RAISE(ABORT, 'nothing moves a deadline later'); END;

CREATE TRIGGER request_clock_no_delete BEFORE DELETE ON request_clock
BEGIN SELECT RAISE(ABORT, 'a deadline is never deleted'); END;

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

CREATE TRIGGER takedown_subject_stays BEFORE UPDATE OF id, request_id, publication_id, what, entry ON takedown
WHEN OLD.publication_id IS NOT NULL                     -- what was in no register is named once it is found
  OR (NEW.id, NEW.request_id, NEW.entry) IS NOT (OLD.id, OLD.request_id, OLD.entry)
BEGIN SELECT RAISE(ABORT, 'what a removal is about never changes'); END;

CREATE TRIGGER request_clock_by_event BEFORE UPDATE OF state, answered_at ON request_clock
WHEN NOT EXISTS (SELECT 1 FROM request_closing WHERE request_id = NEW.request_id AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
BEGIN SELECT RAISE(ABORT, 'a clock stops when its case is closed, in the same entry'); END;

CREATE TRIGGER suppression_stays BEFORE UPDATE OF id, fingerprint, purpose, secret_id, normalisation, recorded_at, entry ON suppression
BEGIN SELECT RAISE(ABORT, 'a suppression is lifted, and otherwise stays as it is'); END;

CREATE TRIGGER disclosed_no_delete BEFORE DELETE ON disclosed
BEGIN SELECT RAISE(ABORT, 'disclosed is never forgotten'); END;

CREATE TRIGGER secret_no_delete BEFORE DELETE ON secret
BEGIN SELECT RAISE(ABORT, 'secret is append-only: every opt-out is under the key'); END;

CREATE TRIGGER secret_no_update BEFORE UPDATE ON secret
BEGIN SELECT RAISE(ABORT, 'secret is append-only: every opt-out is under the key'); END;

CREATE INDEX request_message_sender ON request_message (sender) WHERE sender IS NOT NULL;

CREATE TABLE "permission" (
    id              INTEGER PRIMARY KEY,
    publication_id  INTEGER NOT NULL REFERENCES publication (id),
    ground          TEXT    NOT NULL CHECK (ground IN ('words', 'mail', 'policy', 'none')),    -- none: put on record to be removed
    at              INTEGER NOT NULL,
    is_dated        INTEGER CHECK (is_dated IN (0, 1)),  -- whether somebody said when it was given; NULL: not known
    mark            BLOB    CHECK (length(mark) = 16),   -- of the words, as a keyed hash; NULL: none, or from before
    entry           INTEGER NOT NULL
) STRICT;

CREATE INDEX permission_publication ON permission (publication_id);

CREATE TRIGGER permission_no_update BEFORE UPDATE ON permission
BEGIN SELECT RAISE(ABORT, 'permission is append-only'); END;

CREATE TRIGGER permission_no_delete BEFORE DELETE ON permission
BEGIN SELECT RAISE(ABORT, 'permission is append-only'); END;

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
    ended_entry     INTEGER, contact_id INTEGER REFERENCES contact (id),
    CHECK ((ended_at IS NULL) = (ended_entry IS NULL))
) STRICT;

CREATE INDEX scan_finding_standing ON scan_finding (publication_id) WHERE ended_at IS NULL;

CREATE TRIGGER scan_finding_no_delete BEFORE DELETE ON scan_finding
BEGIN SELECT RAISE(ABORT, 'what a scan saw ends, and is never deleted'); END;

CREATE TABLE "correction" (                          -- which field, never what it was
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

CREATE UNIQUE INDEX consent_once ON consent_event (contact_id, purpose, at, decision, again) WHERE contact_id IS NOT NULL;

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

CREATE TRIGGER suppression_never_earlier BEFORE UPDATE OF at ON suppression
WHEN NEW.at < OLD.at
 AND NOT EXISTS (SELECT 1 FROM undoing WHERE entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
BEGIN SELECT RAISE(ABORT, 'a later no never becomes an earlier one'); END;

CREATE TRIGGER address_gone_by_event BEFORE DELETE ON address
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE contact_id = OLD.contact_id AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
 AND NOT EXISTS (SELECT 1 FROM former_address WHERE contact_id = OLD.contact_id AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
 AND NOT EXISTS (SELECT 1 FROM undoing WHERE contact_id = OLD.contact_id AND entry = (SELECT coalesce(max(seq), 0) + 1 FROM audit))
BEGIN SELECT RAISE(ABORT, 'an address goes with an erasure or a correction of the same entry'); END;

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

CREATE TABLE "look" (                                -- one check of one place: the evidence
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

CREATE INDEX look_takedown ON look (takedown_id) WHERE takedown_id IS NOT NULL;

CREATE INDEX look_publication ON look (publication_id) WHERE publication_id IS NOT NULL;

CREATE TRIGGER look_no_update BEFORE UPDATE ON look
BEGIN SELECT RAISE(ABORT, 'look is append-only'); END;

CREATE TRIGGER look_no_delete BEFORE DELETE ON look
BEGIN SELECT RAISE(ABORT, 'look is append-only'); END;

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

CREATE TRIGGER scan_finding_ends_once BEFORE UPDATE ON scan_finding
WHEN OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
  OR NEW.ended_entry IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)
  OR (NEW.id, NEW.wrong, NEW.kind, NEW.publication_id, NEW.contact_id, NEW.is_sure, NEW.place, NEW.scanned, NEW.at, NEW.entry)
     IS NOT (OLD.id, OLD.wrong, OLD.kind, OLD.publication_id, OLD.contact_id, OLD.is_sure, OLD.place, OLD.scanned, OLD.at, OLD.entry)
BEGIN SELECT RAISE(ABORT, 'what a scan saw ends once, in the entry that says so, and nothing else of it changes'); END;

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

CREATE TABLE reminder (                                 -- one step of one thing that waits, by one way: to be told, or told
    id              INTEGER PRIMARY KEY,
    topic           TEXT    NOT NULL CHECK (topic IN ('task', 'comment', 'letters', 'inbox', 'case', 'follow-up', 'older-comments', 'copies', 'backup', 'drill', 'journal-copy', 'journal', 'week')),
    number          INTEGER NOT NULL,                   -- of what the topic says; 0 where there is one alone
    step            INTEGER NOT NULL,
    way             TEXT    NOT NULL,                   -- the vendor's own word
    digest          INTEGER,                            -- the local day with whose digest it goes; NULL: by itself
    made_at         INTEGER NOT NULL,
    claimed_at      INTEGER,                            -- when a run took it to send it
    claimed_by      TEXT,                               -- which run
    sent_at         INTEGER,                            -- when the way took it: told
    tries           INTEGER NOT NULL DEFAULT 0,
    UNIQUE (topic, number, step, way),
    CHECK ((claimed_at IS NULL) = (claimed_by IS NULL))
) STRICT;

CREATE INDEX reminder_unsent ON reminder (way) WHERE sent_at IS NULL;

CREATE INDEX reminder_digest ON reminder (way, digest) WHERE digest IS NOT NULL;

CREATE TABLE reminder_way (                             -- how sending by a way went
    id              INTEGER PRIMARY KEY,
    way             TEXT    NOT NULL UNIQUE,
    taken_at        INTEGER,                            -- when it last took something
    failed_at       INTEGER,                            -- since when it takes nothing; NULL: it does
    tries           INTEGER NOT NULL DEFAULT 0,
    next_at         INTEGER,                            -- before which it is not tried again
    fault           TEXT,                               -- one sentence, without an address, a secret or a server's words
    said_at         INTEGER,                            -- when a run last said so
    CHECK ((failed_at IS NULL) = (fault IS NULL) AND (failed_at IS NULL) = (next_at IS NULL))
) STRICT;
