-- Version 7: tallies by stairwell, what tells in a moment that a large file has been loaded before,
-- and answers that can be taken back.

-- Tallies by stairwell, as the answers are. The references to compound and stairwell are not
-- declared, as in household_answer: a load writes a row here for every dozen households, and
-- checking three references of each was a seventh of its time. Both come from the answers that
-- the row adds up.

INSERT OR IGNORE INTO stairwell (building, unit) SELECT DISTINCT building, unit FROM consent_tally;

ALTER TABLE consent_tally RENAME TO old_tally;

-- What the answers add up to: each row is a difference, and the state at a vantage is the sum of
-- the rows with as_of and known up to it. Kept while loading, so that no reader scans households.
CREATE TABLE consent_tally (
    compound_id INTEGER NOT NULL,
    stairwell_id INTEGER NOT NULL,
    as_of INTEGER NOT NULL,
    known INTEGER NOT NULL,
    households INTEGER NOT NULL,
    agree INTEGER NOT NULL,
    disagree INTEGER NOT NULL,
    abstain INTEGER NOT NULL,
    area_total_cm2 INTEGER NOT NULL,
    area_agree_cm2 INTEGER NOT NULL,
    area_disagree_cm2 INTEGER NOT NULL,
    area_abstain_cm2 INTEGER NOT NULL,
    contribute INTEGER NOT NULL,
    demolish INTEGER NOT NULL,
    PRIMARY KEY (compound_id, stairwell_id, as_of, known)
) STRICT, WITHOUT ROWID;

INSERT INTO consent_tally
    SELECT compound_id, stairwell_id, as_of, known, households, agree, disagree, abstain,
        area_total_cm2, area_agree_cm2, area_disagree_cm2, area_abstain_cm2, contribute, demolish
    FROM old_tally JOIN stairwell USING (building, unit);

DROP TABLE old_tally;

ALTER TABLE source ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0 CHECK (bytes >= 0);
ALTER TABLE source ADD COLUMN xxh3 TEXT NOT NULL DEFAULT '';

-- Answers whose rows name their project or compound are taken back when these words come to mean
-- several: see named_row. 0 in all three where a row has a code.
ALTER TABLE vintage RENAME TO old_vintage;
CREATE TABLE vintage (
    vintage_id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES source (source_id),
    as_of INTEGER NOT NULL,
    known INTEGER NOT NULL,
    named_by INTEGER NOT NULL DEFAULT 0 CHECK (named_by BETWEEN 0 AND 3),
    region_id INTEGER NOT NULL DEFAULT 0,
    word INTEGER NOT NULL DEFAULT 0,
    UNIQUE (source_id, as_of, known, named_by, region_id, word)
) STRICT;
INSERT INTO vintage (vintage_id, source_id, as_of, known)
    SELECT vintage_id, source_id, as_of, known FROM old_vintage;
DROP TABLE old_vintage;
