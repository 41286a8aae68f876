-- Version 4: when a file that was loaded before is loaded again.

-- How it was read: what else than its bytes decides what its rows say.
ALTER TABLE source ADD COLUMN reading TEXT NOT NULL DEFAULT '';
-- It changed what was known of a day.
ALTER TABLE source ADD COLUMN corrects INTEGER NOT NULL DEFAULT 0
    CHECK (corrects BETWEEN 0 AND 1);
