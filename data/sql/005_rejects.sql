-- Version 5: rejects that are taken back, and subtotals as a check.

-- The file that brought the row back; NULL: nobody has yet.
ALTER TABLE reject ADD COLUMN resolved_by INTEGER REFERENCES source (source_id);

-- The lines of a file down to the last of its header, as CSV free of private data: under them its
-- rejected rows can be read again.
ALTER TABLE source ADD COLUMN preamble TEXT NOT NULL DEFAULT '';

-- A printed subtotal that is not the sum of its rows, both in the unit of the field's type.
CREATE TABLE subtotal_mismatch (
    source_id INTEGER NOT NULL REFERENCES source (source_id),
    line INTEGER NOT NULL,
    field TEXT NOT NULL,
    label TEXT NOT NULL,
    printed INTEGER NOT NULL,
    summed INTEGER NOT NULL,
    PRIMARY KEY (source_id, line, field)
) STRICT, WITHOUT ROWID;
