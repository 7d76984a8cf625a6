-- What a verdict rests on: when somebody was told, what an act changed, whom a request is from.
-- A table whose CHECK widens is made anew: foreign keys are off during a migration, and checked at its end.

-- Time: a mark that was made under a clock ahead silences nothing.

-- Acts: state changes beside an event of the same entry.

-- Requests: comments, objections, restrictions, questions; people who were not on record.

-- Verdicts: what a scan saw, what was handed over.

-- Accuracy: on whose word a field stands; what was taken back.

-- Erasure: what else was written for a person, and where.
