-- Version 3: what merging databases needs.

-- With which salt the doors are hashed: its fingerprint, from which the salt cannot be had.
CREATE TABLE salt (
    salt_id INTEGER PRIMARY KEY CHECK (salt_id = 1),
    fingerprint INTEGER NOT NULL
) STRICT;

-- Compounds whose answers are known by their tallies alone: they came from a database with another
-- salt, so that their doors could not be told from those of this one.
CREATE TABLE tally_only (
    compound_id INTEGER PRIMARY KEY REFERENCES compound (compound_id)
) STRICT;

-- Until now a door's hash depended on the numbers that building and unit had in this database: those
-- doors cannot be met again, by a load or by a merge. What they add up to stays.
INSERT INTO tally_only SELECT DISTINCT compound_id FROM household_answer;
DELETE FROM household_past;
DELETE FROM household_answer;

-- The number of a source in the database that loaded it, by which merged ones are put in one order;
-- NULL: source_id, in a database without merged ones.
ALTER TABLE source ADD COLUMN ordinal INTEGER;
