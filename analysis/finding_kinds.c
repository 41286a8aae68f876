#include "analysis/finding.h"

#include "core/i18n.h"

/* Thresholds are said in the explanations: whoever changes one in a check changes it here. */
const struct finding_kind finding_kinds[FINDING_COUNT] = {
    [FINDING_FINISH_BEFORE_START] =
        {"finish-before-start", FINDING_ERROR, THEME_DATES,
         N_("The actual finish is earlier than the actual start"),
         N_("Correct the wrong one of the two dates in the next export")},
    [FINDING_PLAN_FINISH_BEFORE_START] =
        {"plan-finish-before-start", FINDING_ERROR, THEME_DATES,
         N_("The planned finish is earlier than the planned start"),
         N_("Correct the plan's dates; until then no forecast can use them")},
    [FINDING_ACCEPTANCE_BEFORE_FINISH] =
        {"acceptance-before-finish", FINDING_ERROR, THEME_DATES,
         N_("The acceptance is earlier than the actual finish"),
         N_("Correct the date, or say what was accepted before the works were over")},
    [FINDING_DATE_IN_FUTURE] =
        {"date-in-future", FINDING_ERROR, THEME_DATES,
         N_("An actual start, finish or acceptance lies after the day that the data speak of"),
         N_("If it is planned and not done, report it as planned")},
    [FINDING_IMPLAUSIBLE_DATE] = {"implausible-date", FINDING_ERROR, THEME_DATES,
                                  N_("A date is earlier than 1990, or more than 15 years ahead"),
                                  N_("Correct the date: it was probably mistyped, or a spreadsheet "
                                     "made it of an empty cell")},
    [FINDING_ONE_DAY_WORKS] =
        {"one-day-works", FINDING_WARNING, THEME_DATES,
         N_("The works began and finished on the same day"),
         N_("Ask whether the start was entered together with the finish, afterwards")},
    [FINDING_STARTED_BEFORE_APPROVAL] =
        {"started-before-approval", FINDING_WARNING, THEME_DATES,
         N_("The works began before the project was approved"),
         N_("Ask for the approval, or for the reason of the early start")},
    [FINDING_STARTED_BEFORE_DISCLOSURE] =
        {"started-before-disclosure", FINDING_WARNING, THEME_DATES,
         N_("The works began before the plan was published on the site"),
         N_("Publish the plan, and note when that was done")},
    [FINDING_MILESTONES_OUT_OF_ORDER] =
        {"milestones-out-of-order", FINDING_WARNING, THEME_DATES,
         N_("Survey, consent, approval and tender do not follow each other in this order"),
         N_("Correct the date that is wrong")},
    [FINDING_STATUS_BEHIND_DATES] =
        {"status-behind-dates", FINDING_WARNING, THEME_DATES,
         N_("The status says that the works have not begun, and a date or the progress says that "
            "they have"),
         N_("Bring the status up to date: figures count the project as begun")},
    [FINDING_COMPLETED_WITHOUT_DATE] =
        {"completed-without-date", FINDING_WARNING, THEME_DATES,
         N_("The status says complete, and no day of the finish is known"),
         N_("Enter the actual finish: without it no duration and no delay can be told")},
    [FINDING_NOT_ACCEPTED] =
        {"not-accepted", FINDING_WARNING, THEME_DATES,
         N_("The works have been complete for more than 90 days and are not accepted, in exports "
            "that tell of acceptances"),
         N_("Set a date for the joint acceptance, or report the one that took place")},
    [FINDING_ACCEPTED_UNFINISHED] = {"accepted-unfinished", FINDING_ERROR, THEME_DATES,
                                     N_("The project is accepted, and its progress is short of 100 "
                                        "% with no day of the finish"),
                                     N_("Correct the progress or the acceptance")},
    [FINDING_PLAN_MOVED] =
        {"plan-moved", FINDING_WARNING, THEME_PLAN,
         N_("The planned finish of unfinished works is more than 60 days later than the one "
            "reported first"),
         N_("Ask for the decision that moved the plan; reports show both dates")},
    [FINDING_PLAN_AFTER_DEADLINE] =
        {"plan-after-deadline", FINDING_WARNING, THEME_PLAN,
         N_("The project is planned to finish after the year's deadline for completion"),
         N_("Bring the plan forward, or report to those who set the deadline that it will be "
            "missed")},
    [FINDING_START_OVERDUE] = {"start-overdue", FINDING_WARNING, THEME_PLAN,
                               N_("The planned start was more than 60 days ago, and nothing says "
                                  "that the works have begun"),
                               N_("Ask what holds the start up, and plan it anew")},
    [FINDING_START_OUTSIDE_PLAN_YEAR] =
        {"start-outside-plan-year", FINDING_WARNING, THEME_PLAN,
         N_("The actual start is two years or more away from the plan year"),
         N_("Check the plan year and the start: one of them is likely wrong")},
    [FINDING_DUPLICATE_PROJECT] =
        {"duplicate-project", FINDING_WARNING, THEME_PLAN,
         N_("Two projects of one plan year have the same name in the same district"),
         N_("Withdraw one of them, or tell them apart by name: every sum counts both")},
    [FINDING_RENOVATED_TWICE] =
        {"renovated-twice", FINDING_WARNING, THEME_PLAN,
         N_("A project of the same name in the same district was in an earlier year's plan"),
         N_("Make sure that no compound is renovated, and paid for, twice")},
    [FINDING_VANISHED] =
        {"vanished", FINDING_WARNING, THEME_PLAN,
         N_("A later list lacks a project that was neither complete nor cancelled"),
         N_("Ask whether it left the plan, or was forgotten; no figure counts it now")},
    [FINDING_PROGRESS_BACK] =
        {"progress-back", FINDING_WARNING, THEME_PROGRESS,
         N_("Progress of unfinished works was reported lower than before, within the last year"),
         N_("Ask which of the two reports is right, and report a correction for its date")},
    [FINDING_PROGRESS_OUT_OF_RANGE] =
        {"progress-out-of-range", FINDING_ERROR, THEME_PROGRESS,
         N_("Actual or planned progress is below 0 or above 100 %"),
         N_("Correct the figure; look whether shares and percentages were mixed")},
    [FINDING_PROGRESS_BEFORE_START] =
        {"progress-before-start", FINDING_WARNING, THEME_PROGRESS,
         N_("Progress above 0 was reported for a day before the actual start"),
         N_("Correct the start, or the report")},
    [FINDING_FINISHED_BELOW_100] =
        {"finished-below-100", FINDING_WARNING, THEME_PROGRESS,
         N_("A report from after the actual finish shows less than 100 %"),
         N_("Bring the progress up to date, or withdraw the finish")},
    [FINDING_FULL_WITHOUT_FINISH] =
        {"full-without-finish", FINDING_WARNING, THEME_PROGRESS,
         N_("Progress has been full for more than 60 days, and no actual finish is reported"),
         N_("Enter the actual finish; until then the first report of full progress stands for it")},
    [FINDING_PROGRESS_STALE] =
        {"progress-stale", FINDING_WARNING, THEME_PROGRESS,
         N_("Works are under way, and the last report is older than the setting stale_days"),
         N_("Ask for a report: the forecast grows uncertain without one")},
    [FINDING_PROGRESS_STUCK] =
        {"progress-stuck", FINDING_WARNING, THEME_PROGRESS,
         N_("Works are under way, and reports have repeated the same progress for 90 days or more"),
         N_("Find out whether the works stand still, or only the reports do")},
    [FINDING_PROGRESS_JUMP] =
        {"progress-jump", FINDING_WARNING, THEME_PROGRESS,
         N_(
             "Progress of unfinished works rose by more than 50 points within a month, within the "
             "last year"),
         N_("Ask whether the earlier reports were late, or the new one is too early")},
    [FINDING_PLAN_CURVE_BACK] =
        {"plan-curve-back", FINDING_WARNING, THEME_PROGRESS,
         N_("The planned progress of a day is lower than that of an earlier day"),
         N_("Correct the planned curve: what is done cannot be planned to shrink")},
    [FINDING_STARTED_BEFORE_CONSENT] =
        {
            "started-before-consent", FINDING_ERROR, THEME_CONSENT,
            N_("The works began before the residents' consent was complete"),
            N_("Explain the early start to the supervising office, and correct the date if it is "
               "wrong")},
    [FINDING_STARTED_WITHOUT_CONSENT] =
        {"started-without-consent", FINDING_ERROR, THEME_CONSENT,
         N_("The works have begun, and the survey falls short of the rule in force"),
         N_("Complete the consent, or report the counts that are missing")},
    [FINDING_ANSWERS_OVER_TOTAL] =
        {"answers-over-total", FINDING_ERROR, THEME_CONSENT,
         N_("More households answered than there are"),
         N_("Correct the total or the answers; until then the survey counts as unknown")},
    [FINDING_SURVEY_OF_NOBODY] = {"survey-of-nobody", FINDING_ERROR, THEME_CONSENT,
                                  N_("A survey has a total of 0 households"),
                                  N_("Enter the number of all owners' households")},
    [FINDING_AREA_OVER_TOTAL] =
        {"area-over-total", FINDING_ERROR, THEME_CONSENT,
         N_("The floor area of those who answered is larger than the whole"),
         N_("Correct the areas; look at their units")},
    [FINDING_AREA_WITHOUT_HOUSEHOLDS] =
        {"area-without-households", FINDING_WARNING, THEME_CONSENT,
         N_("A survey counts the area that agrees, and no households"),
         N_("Report the households beside the area: the rule is counted by households")},
    [FINDING_PLEDGES_OVER_TOTAL] =
        {"pledges-over-total", FINDING_ERROR, THEME_CONSENT,
         N_("More households would pay or remove illegal structures than there are"),
         N_("Correct the counts: the project's place among the candidates depends on them")},
    [FINDING_ANSWERS_BEFORE_SURVEY] =
        {"answers-before-survey", FINDING_WARNING, THEME_CONSENT,
         N_("Answers were given before the survey began"),
         N_("Correct the start of the survey, or the days of the answers")},
    [FINDING_ANSWERS_OF_ONE_DAY] =
        {"answers-of-one-day", FINDING_WARNING, THEME_CONSENT,
         N_("A household has two answers of one day that differ"),
         N_("Find out which is right; until then the export that came later counts")},
    [FINDING_SURVEY_ENDS_BEFORE_START] = {"survey-ends-before-start", FINDING_ERROR, THEME_CONSENT,
                                          N_("The survey ends before it begins"),
                                          N_("Correct the dates of the survey")},
    [FINDING_HOUSEHOLDS_DISAGREE] =
        {
            "households-disagree", FINDING_WARNING, THEME_CONSENT,
            N_("The households of the survey and of the list of projects differ by more than a "
               "tenth, "
               "and by more than 5"),
            N_("Find out which is right: two thirds are counted of all owners' households")},
    [FINDING_COUNTS_DISAGREE] =
        {"counts-disagree", FINDING_WARNING, THEME_CONSENT,
         N_("Household rows and counts per project of the same day do not agree"),
         N_("Report the survey in one of the two ways; the household rows are used")},
    [FINDING_PAID_OVER_ISSUED] =
        {"paid-over-issued", FINDING_ERROR, THEME_MONEY, N_("More was paid than issued"),
         N_("Look for payments from other money, or for figures in other units")},
    [FINDING_PAID_OVER_PLANNED] = {"paid-over-planned", FINDING_WARNING, THEME_MONEY,
                                   N_("More was paid than planned"),
                                   N_("Ask for the approval of the additional cost")},
    [FINDING_ISSUED_OVER_PLANNED] =
        {"issued-over-planned", FINDING_WARNING, THEME_MONEY, N_("More was issued than planned"),
         N_("Check the plan, and whether money of another project was booked here")},
    [FINDING_SETTLED_OVER_CONTRACT] =
        {"settled-over-contract", FINDING_WARNING, THEME_MONEY,
         N_("The settlement exceeds the contracts by more than a tenth"),
         N_("Ask for the changes to the contract that explain it")},
    [FINDING_CONTRACT_OVER_PLANNED] = {"contract-over-planned", FINDING_WARNING, THEME_MONEY,
                                       N_("Contracts were made for more than was planned"),
                                       N_("Ask who covers the difference")},
    [FINDING_SOURCES_OFF_TOTAL] =
        {"sources-off-total", FINDING_WARNING, THEME_MONEY,
         N_(
             "The sources of the money do not add up to the planned total, beyond the rounding of "
             "each"),
         N_("Correct the source that is wrong; sums by source are short or long by it")},
    [FINDING_NEGATIVE_AMOUNT] =
        {"negative-amount", FINDING_ERROR, THEME_MONEY, N_("A cumulative amount is below 0"),
         N_("A correction was booked without what it corrects: report the cumulative amount")},
    [FINDING_PAID_AHEAD_OF_WORKS] = {"paid-ahead-of-works", FINDING_WARNING, THEME_MONEY,
                                     N_("The share of the planned money that is paid is more than "
                                        "40 points ahead of the progress"),
                                     N_("Ask what was paid for; the progress may be out of date")},
    [FINDING_UNIT_SLIP] =
        {"unit-slip", FINDING_ERROR, THEME_MONEY,
         N_(
             "An amount is about 10,000 times what it should be, or a ten-thousandth of it, by the "
             "median of all projects or by the project's own plan"),
         N_(
             "Look at the unit line of the export: yuan and 10,000 yuan, m² and 10,000 m² were "
             "mixed up")},
    [FINDING_UNIT_COST_OUTLIER] =
        {
            "unit-cost-outlier", FINDING_WARNING, THEME_MONEY,
            N_("The planned cost per household is far from that of its class of works: a robust "
               "z-score above 3.5 on the log scale, and twice or half the median"),
            N_("Ask what makes the project dear or cheap, or correct the money or the households")},
    [FINDING_PARKING_OFF_BALANCE] = {"parking-off-balance", FINDING_ERROR, THEME_WORKS,
                                     N_("Spaces before plus spaces added are not the spaces after"),
                                     N_("Correct the figure that is wrong")},
    [FINDING_PORTS_AS_POSTS] =
        {
            "ports-as-posts", FINDING_WARNING, THEME_WORKS,
            N_("There are as many charging posts for e-bikes (or of no kind) as ports, or more of "
               "them than households, and at least 10"),
            N_("Count posts and ports apart: a post for e-bikes has ten ports or so")},
    [FINDING_SPACES_OVER_HOUSEHOLDS] =
        {"spaces-over-households", FINDING_WARNING, THEME_WORKS,
         N_("More than two parking spaces were added for each household"),
         N_("Look whether the figure is of another project, or of bicycles")},
    [FINDING_FACILITIES_BEFORE_START] =
        {"facilities-before-start", FINDING_WARNING, THEME_WORKS,
         N_("Facilities were added by a project that has not begun"),
         N_("Enter the start, or move the facilities to the project that built them")},
    [FINDING_FACILITIES_BEHIND_PLAN] =
        {
            "facilities-behind-plan", FINDING_WARNING, THEME_WORKS,
            N_("The project is accepted, and a fifth or more of its planned facilities is missing, "
               "at "
               "least 5"),
            N_("Build what is missing, or record the decision to leave it out")},
    [FINDING_AREA_PER_HOUSEHOLD] = {"area-per-household", FINDING_WARNING, THEME_WORKS,
                                    N_("The floor area per household is below 15 or above 400 m²"),
                                    N_("Check the area and the households, and their units")},
    [FINDING_MANAGED_OVER_HOUSEHOLDS] =
        {"managed-over-households", FINDING_ERROR, THEME_WORKS,
         N_("More households or floor area are under management than the compound has"),
         N_("Correct the coverage of the management")},
    [FINDING_FEE_RATE_OUT_OF_RANGE] =
        {"fee-rate-out-of-range", FINDING_WARNING, THEME_WORKS,
         N_("The fee collection rate is below 0 or above 100 %"),
         N_("Tell arrears that were collected apart from the year's fees")},
    [FINDING_SATISFACTION_OVER_ASKED] =
        {"satisfaction-over-asked", FINDING_ERROR, THEME_WORKS,
         N_("More residents answered on satisfaction than were asked"),
         N_("Correct the number asked, or the answers")},
    [FINDING_ISSUES_OVER_FOUND] =
        {"issues-over-found", FINDING_ERROR, THEME_WORKS,
         N_("More quality and safety issues are open or overdue than were found"),
         N_("Correct the counts")},
    [FINDING_ACCEPTED_WITH_ISSUES] =
        {"accepted-with-issues", FINDING_WARNING, THEME_WORKS,
         N_("The project is accepted, and quality or safety issues are open"),
         N_("Have them corrected, or report that they were")},
    [FINDING_DISTRICT_SILENT] =
        {
            "district-silent", FINDING_WARNING, THEME_REPORTING,
            N_("A district with unfinished projects was last heard of more than 45 days before the "
               "newest report of the others"),
            N_("Ask the district for its exports; forecasts of its projects rest on old reports")},
    [FINDING_EXPORT_MISSING] =
        {"export-missing", FINDING_WARNING, THEME_REPORTING,
         N_("An export that comes every month has not come for one of the last twelve"),
         N_("Load the export of that month, or acknowledge that there was none")},
    [FINDING_ROWS_REJECTED] = {"rows-rejected", FINDING_WARNING, THEME_REPORTING,
                               N_("Rows of a file were not loaded"),
                               N_("See 'renostat rejects', correct the rows and load them again")},
    [FINDING_ROWS_PENDING] =
        {"rows-pending", FINDING_WARNING, THEME_REPORTING,
         N_("Rows of a file speak of projects that no list of projects has named"),
         N_("Load the list that has them, or correct the code: no figure counts them")},
    [FINDING_SUBTOTAL_MISMATCH] =
        {
            "subtotal-mismatch", FINDING_WARNING, THEME_REPORTING,
            N_("A subtotal that a file prints is not the sum of its rows"),
            N_("Ask whoever made the file which of the two is right: figures are added up from the "
               "rows")},
    [FINDING_PLAN_FINISH_MISSING] = {"plan-finish-missing", FINDING_WARNING, THEME_REPORTING,
                                     N_("Projects of the year's plan have no planned finish"),
                                     N_("Enter it: without a plan nothing can be late")},
    [FINDING_HOUSEHOLDS_MISSING] =
        {"households-missing", FINDING_WARNING, THEME_REPORTING,
         N_("Projects of the year's plan do not say how many households they have"),
         N_("Enter the number: rates and costs per household leave these projects out")},
    [FINDING_BUDGET_MISSING] = {"budget-missing", FINDING_WARNING, THEME_REPORTING,
                                N_("Projects of the year's plan have no planned money"),
                                N_("Load the export of budgets that has them")},
    [FINDING_PROGRESS_MISSING] =
        {"progress-missing", FINDING_WARNING, THEME_REPORTING,
         N_("Works of the year's plan are under way and no progress was ever reported"),
         N_("Report the progress; until then the forecast rests on dates alone")},
    [FINDING_TOTALS_PART_OVER_WHOLE] =
        {
            "totals-part-over-whole", FINDING_ERROR, THEME_REPORTING,
            N_("A region's newest totals have more completed than started or planned, or more "
               "households of started works than planned"),
            N_("Correct the totals, or raise the plan if it was raised")},
    [FINDING_TOTALS_FALL] =
        {"totals-fall", FINDING_WARNING, THEME_REPORTING,
         N_("A region's cumulative count is lower than at an earlier date of the same plan year"),
         N_("Ask which figure is right: a cumulative count cannot fall")},
    [FINDING_TOTALS_DISAGREE] = {"totals-disagree", FINDING_WARNING, THEME_REPORTING,
                                 N_("A district's totals count as many planned as neither the "
                                    "projects nor the communities of its list"),
                                 N_("Find the projects that one of the two lacks")},
};
