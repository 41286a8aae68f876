-- What a project of a code goes by where no fact says it: the same, whichever of two databases comes
-- first. Of two names, or districts, the one that is said; of two that are said, the earlier.
WITH
    theirs AS (
        SELECT m.new AS project_id, l.listed, l.name_key, name.text AS name,
            l.region_id, district.text AS district
        FROM temp.live l
        JOIN temp.map_project m USING (old)
        JOIN main.term name ON name.term_id = l.name_key
        JOIN main.region r ON r.region_id = l.region_id
        JOIN main.term district ON district.term_id = r.name
    ),
    ours AS (
        SELECT p.project_id, name.text AS name, district.text AS district
        FROM main.project p
        JOIN main.term name ON name.term_id = p.name_key
        JOIN main.region r ON r.region_id = p.region_id
        JOIN main.term district ON district.term_id = r.name
        WHERE p.code IS NOT NULL
    )
UPDATE main.project SET
    listed = max(project.listed, theirs.listed),
    name_key = CASE
        WHEN theirs.name <> '' AND (ours.name = '' OR theirs.name < ours.name)
        THEN theirs.name_key ELSE project.name_key END,
    region_id = CASE
        WHEN theirs.district <> '' AND (ours.district = '' OR theirs.district < ours.district)
        THEN theirs.region_id ELSE project.region_id END
FROM theirs JOIN ours USING (project_id)
WHERE ours.project_id = project.project_id;

-- One without a code goes by its name and district in both; either may list it.
UPDATE main.project SET listed = 1
WHERE listed = 0 AND project_id IN (
    SELECT new FROM temp.map_project JOIN temp.live USING (old) WHERE listed = 1
);
