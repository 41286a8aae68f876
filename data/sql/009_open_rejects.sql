-- Version 9: what is open of a file is found at once, and the city of rows that name none is known:
-- the same words under the same header speak of other projects in another city.

CREATE INDEX reject_open ON reject (source_id) WHERE resolved_by IS NULL;
ALTER TABLE source ADD COLUMN city TEXT NOT NULL DEFAULT '';
