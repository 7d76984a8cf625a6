-- Reminders: what is to be told, by which way, and which way took it. Numbers and the vendor's own words alone.

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

ALTER TABLE due_run ADD COLUMN told_at INTEGER;         -- when `remind` last had told all that there was to tell
